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
import { lowerHalf, narrow, upperHalf } from '../lanes/halves';
import { Direct } from '../elementwise';
import { liftedExpOfMinus, lowerBy } from '../lanes/logistic32';

/** scale · elu with α; parameters scale and alpha. At 0 the left slope. */
export class Selu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    // Below these e^x is under half an ULP of 1.
    const lowest = splat<T>(sizeof<T>() == 4 ? -18 : -40);
    const bounded = atLeast<T>(atMost<T>(x, splat<T>(0)), lowest);
    if (sizeof<T>() == 4) {
      // One of the two terms is 0; subtracting +0 keeps the sign of x = -0. In the line the scale is
      // float64: rounded up, it would make infinities of the largest numbers.
      const line = atLeast<f32>(x, splat<f32>(-0.0));
      const above = narrow(
        f64x2.mul(this.wideParameter(0), lowerHalf(line)),
        f64x2.mul(this.upperParameter(0), upperHalf(line)),
      );
      const below = f32x4.mul(this.parameter(1), oneMinusExp(bounded));
      return f32x4.sub(above, f32x4.mul(this.parameter(0), below));
    }
    const below = mul<T>(this.parameter(1), expm1<T>(bounded));
    return mul<T>(this.parameter(0), select(nonNegative<T>(x), x, below));
  }
  slope(x: v128): v128 {
    const scale = this.parameter(0);
    const bounded = atMost<T>(x, splat<T>(0));
    if (sizeof<T>() == 4) {
      const lifted = f32x4.mul(this.parameter(1), liftedExpOfMinus(abs<f32>(bounded)));
      return select(positive<f32>(x), scale, lowerBy(f32x4.mul(scale, lifted), 1));
    }
    const lifted = f64x2.mul(this.parameter(1), liftedExp<T>(bounded));
    return select(positive<f64>(x), scale, lower<T>(f64x2.mul(scale, lifted)));
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 6 : 4;
  }
  joinedSlopeVectors(): usize {
    return 8;
  }
}
