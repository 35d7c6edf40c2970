import { abs, atLeast, copySign, nanOf, splat, sub } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** |x| less λ, but no less than 0, with the sign of x; the slope at ±λ is 0. λ >= 0. */
export class SoftShrink<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return copySign<T>(atLeast<T>(sub<T>(abs<T>(x), this.parameter(0)), splat<T>(0)), x);
  }
  slope(x: v128): v128 {
    const outside = v128.gt<T>(abs<T>(x), this.parameter(0));
    return v128.or(v128.and(outside, splat<T>(1)), nanOf<T>(x));
  }
}
