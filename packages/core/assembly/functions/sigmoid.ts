import { abs, splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { liftedLogisticSlope, logistic } from '../lanes/logistic';
import { Direct } from '../elementwise';
import { logisticSlope } from '../lanes/logistic32';

/** 1 / (1 + e^-x), without overflow and with no tail rounded away. */
export class Sigmoid<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return logistic<T, T>(x);
  }
  /** Never y (1 - y): that is 0 from x = 16.64 in float32. */
  slope(x: v128): v128 {
    if (sizeof<T>() == 4) return logisticSlope(abs<f32>(x), 1);
    return lower<T>(liftedLogisticSlope<T>(x, splat<f64>(0)));
  }
  valueVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  joinedValueVectors(): usize {
    return 8;
  }
}
