import { line, splat } from '../lanes/arithmetic';
import { liftedLogisticSlope, timesLogistic, timesLogisticSlope } from '../lanes/logistic';
import { lower } from '../lanes/exp';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** x σ(β x) with a learned β. */
export class Swish<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const beta = this.parameter(0);
    const z = line<f64>(beta, x);
    return timesLogistic<T>(x, z, productRest<T>(beta, x, z));
  }
  slope(x: v128): v128 {
    const beta = this.parameter(0);
    const z = line<f64>(beta, x);
    return timesLogisticSlope<T>(z, productRest<T>(beta, x, z), z);
  }
  /** ∂f/∂β = x² σ(βx) σ(-βx) */
  parameterSlope(index: usize, x: v128): v128 {
    const beta = this.parameter(0);
    const z = line<f64>(beta, x);
    const slope = liftedLogisticSlope<T>(z, productRest<T>(beta, x, z));
    // Where the slope has vanished an infinite x must not make it NaN.
    const factor = v128.andnot(x, f64x2.eq(slope, splat<f64>(0)));
    return lower<T>(f64x2.mul(factor, f64x2.mul(factor, slope)));
  }
}
