import { Direct } from '../elementwise';
import { abs, atMost, nonNegative, select, splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { PEAK, liftedBell, millsRatio, normalBounded } from '../lanes/normal';
import { normalTailSlope, timesNormalTail } from '../lanes/normal-tail';

/**
 * x Φ(x) = max(x, 0) - |x| Φ(-|x|), Φ from its own tail and never as ½ (1 + erf): that is 0 from
 * x = -5.54 in float32.
 */
export class Gelu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    // -0 and not +0 under -0, so that what is too small for a number keeps its sign.
    const line = v128.pmax<T>(x, splat<T>(-0.0));
    if (sizeof<T>() == 4) {
      return f32x4.sub(line, timesNormalTail(atMost<f32>(abs<f32>(x), splat<f32>(14.4))));
    }
    const a = normalBounded<T>(x);
    const tail = f64x2.mul(millsRatio(a), liftedBell<T>(a, splat<f64>(0)));
    return f64x2.sub(line, lower<T>(f64x2.mul(a, tail)));
  }
  /** Φ(x) + x φ(x), above 0 as 1 less the same at -x */
  slope(x: v128): v128 {
    const above = nonNegative<T>(x);
    // -0 and not +0 under -0, as for the value.
    const limit = select(above, splat<T>(1), splat<T>(-0.0));
    const turned = v128.xor(this.slopeBelow(x), v128.and(above, splat<T>(-0.0)));
    return v128.add<T>(limit, turned);
  }
  valueVectors(): usize {
    return sizeof<T>() == 4 ? 4 : 2;
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 4 : 2;
  }
  joinedValueVectors(): usize {
    return 8;
  }
  joinedSlopeVectors(): usize {
    return 8;
  }
  /** The slope at -|x| */
  private slopeBelow(x: v128): v128 {
    if (sizeof<T>() == 4) return normalTailSlope(atMost<f32>(abs<f32>(x), splat<f32>(14.8)));
    const a = normalBounded<T>(x);
    const bend = f64x2.sub(millsRatio(a), f64x2.mul(splat<f64>(PEAK), a));
    return lower<T>(f64x2.mul(bend, liftedBell<T>(a, splat<f64>(0))));
  }
}
