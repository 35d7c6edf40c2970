import { line } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { liftedTanhSlope, tanh } from '../lanes/hyperbolic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** α tanh(β x) with the parameters alpha and beta */
export class ScaledTanh<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return f64x2.mul(this.parameter(0), tanh<f64, T>(line<f64>(this.parameter(1), x)));
  }
  slope(x: v128): v128 {
    const beta = this.parameter(1);
    const z = line<f64>(beta, x);
    const slope = liftedTanhSlope<T>(z, productRest<T>(beta, x, z));
    return lower<T>(f64x2.mul(f64x2.mul(this.parameter(0), beta), slope));
  }
}
