import { splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { liftedTanhSlope, tanh } from '../lanes/hyperbolic';
import { SlopeThroughFloat64 } from '../through-float64';

/** tanh x */
export class Tanh<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    return tanh<T, T>(x);
  }
  slope(x: v128): v128 {
    return lower<T>(liftedTanhSlope<T>(x, splat<f64>(0)));
  }
}
