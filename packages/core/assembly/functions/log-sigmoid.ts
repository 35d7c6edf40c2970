import { atMost, minusAbs, splat } from '../lanes/arithmetic';
import { log1pOfExp } from '../lanes/log1p';
import { logistic } from '../lanes/logistic';
import { ThroughFloat64 } from '../through-float64';

/** log σ(x) = min(x, 0) - log(1 + e^-|x|) */
export class LogSigmoid<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    // -0 and not +0 above 0: what is too small for a number keeps its sign.
    return f64x2.sub(atMost<f64>(x, splat<f64>(-0.0)), log1pOfExp<T>(minusAbs<f64>(x)));
  }
  /** σ(-x) */
  slope(x: v128): v128 {
    return logistic<f64, T>(f64x2.neg(x));
  }
}
