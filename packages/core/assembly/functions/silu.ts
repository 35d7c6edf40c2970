import { div, mul, select, splat } from '../lanes/arithmetic';
import {
  logisticBounded,
  logisticScale,
  scaledInverseLogistic,
  timesLogisticSlope,
} from '../lanes/logistic';
import { SlopeThroughFloat64 } from '../through-float64';

/** x σ(x), with σ scaled up on the way so that no subnormal loses its bits. */
export class Silu<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    const bounded = logisticBounded<T>(x);
    const product = div<T>(bounded, scaledInverseLogistic<T, T>(bounded));
    // Above the bound σ rounds to 1.
    return select(v128.gt<T>(x, bounded), x, mul<T>(product, logisticScale<T>()));
  }
  slope(x: v128): v128 {
    return timesLogisticSlope<T>(x, splat<f64>(0), x);
  }
}
