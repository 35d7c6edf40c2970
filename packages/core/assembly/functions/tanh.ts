import { abs, splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { liftedTanhSlope, tanh } from '../lanes/hyperbolic';
import { Direct } from '../elementwise';
import { logisticSlope } from '../lanes/logistic32';

/** tanh x */
export class Tanh<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return tanh<T, T>(x);
  }
  slope(x: v128): v128 {
    if (sizeof<T>() == 4) return logisticSlope(abs<f32>(f32x4.add(x, x)), 4);
    return lower<T>(liftedTanhSlope<T>(x, splat<f64>(0)));
  }
  valueVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
}
