import { abovePassed, div, mul, splat } from '../lanes/arithmetic';
import {
  logisticBounded,
  logisticLimit,
  logisticScale,
  scaledInverseLogistic,
  timesLogisticSlope,
} from '../lanes/logistic';
import { Direct } from '../elementwise';
import { siluSlope } from '../lanes/logistic32';

/** x σ(x), with σ scaled up on the way so that no subnormal loses its bits. */
export class Silu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    const bounded = logisticBounded<T>(x);
    const product = div<T>(bounded, scaledInverseLogistic<T, T>(bounded));
    // Above the bound σ rounds to 1.
    return abovePassed<T>(x, logisticLimit<T>(), mul<T>(product, logisticScale<T>()));
  }
  slope(x: v128): v128 {
    if (sizeof<T>() == 4) return siluSlope(x);
    return timesLogisticSlope<T>(x, splat<f64>(0), x);
  }
  valueVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  joinedSlopeVectors(): usize {
    return 8;
  }
}
