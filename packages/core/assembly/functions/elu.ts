import {
  abs,
  atLeast,
  atMost,
  mul,
  nonNegative,
  positive,
  select,
  splat,
} from '../lanes/arithmetic';
import { expm1, liftedExp, lower } from '../lanes/exp';
import { oneMinusExp } from '../lanes/exp32';
import { Direct } from '../elementwise';
import { liftedExpOfMinus, lowerBy } from '../lanes/logistic32';

/** x above 0, α (e^x - 1) below; at 0 the left slope α. */
export class Elu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    // Below these e^x is under half an ULP of 1.
    const lowest = splat<T>(sizeof<T>() == 4 ? -18 : -40);
    const bounded = atLeast<T>(atMost<T>(x, splat<T>(0)), lowest);
    if (sizeof<T>() == 4) {
      // One of the two terms is 0; subtracting +0 keeps the sign of x = -0.
      const below = f32x4.mul(this.parameter(0), oneMinusExp(bounded));
      return f32x4.sub(atLeast<f32>(x, splat<f32>(-0.0)), below);
    }
    return select(nonNegative<T>(x), x, mul<T>(this.parameter(0), expm1<T>(bounded)));
  }
  /** α e^x from x, never y + α: that is 0 from x = -17.33 in float32. */
  slope(x: v128): v128 {
    const bounded = atMost<T>(x, splat<T>(0));
    const alpha = this.parameter(0);
    if (sizeof<T>() == 4) {
      const lifted = f32x4.mul(alpha, liftedExpOfMinus(abs<f32>(bounded)));
      return select(positive<f32>(x), splat<f32>(1), lowerBy(lifted, 1));
    }
    const below = lower<T>(f64x2.mul(alpha, liftedExp<T>(bounded)));
    return select(positive<f64>(x), splat<f64>(1), below);
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
  joinedSlopeVectors(): usize {
    return 8;
  }
}
