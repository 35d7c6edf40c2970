import { atLeast, nonNegative, select, splat } from '../lanes/arithmetic';
import { expm1, expOfSum } from '../lanes/exp';
import { quotientRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** x above 0, α (e^(x/α) - 1) below: smooth at 0. α > 0. */
export class Celu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const alpha = this.parameter(0);
    // e^-40 is under half an ULP of 1.
    const m = expm1<T>(atLeast<f64>(f64x2.div(below(x), alpha), splat<f64>(-40)));
    return select(nonNegative<f64>(x), x, f64x2.mul(alpha, m));
  }
  slope(x: v128): v128 {
    const alpha = this.parameter(0);
    const z = f64x2.div(below(x), alpha);
    const e = expOfSum<T>(z, quotientRest<T>(x, alpha, z));
    return select(nonNegative<f64>(x), splat<f64>(1), e);
  }
}

/** x where it is not above 0 */
function below(x: v128): v128 {
  return v128.pmin<f64>(x, splat<f64>(0));
}
