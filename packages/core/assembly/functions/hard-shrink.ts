import { abs, splat, nanOf } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** x where |x| is above λ, else 0 with the sign of x; the slope at ±λ is 0. */
export class HardShrink<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    const inside = v128.le<T>(abs<T>(x), this.parameter(0));
    return v128.andnot(x, v128.andnot(inside, splat<T>(-0.0)));
  }
  slope(x: v128): v128 {
    const outside = v128.gt<T>(abs<T>(x), this.parameter(0));
    return v128.or(v128.and(outside, splat<T>(1)), nanOf<T>(x));
  }
}
