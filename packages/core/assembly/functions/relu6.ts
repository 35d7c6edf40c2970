import { atMost, nanOf, positive, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** min(max(x, 0), 6) with NaN and -0 kept; the slope at 0 and at 6 is 0. */
export class Relu6<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return atMost<T>(v128.pmax<T>(x, splat<T>(0)), splat<T>(6));
  }
  slope(x: v128): v128 {
    const inside = v128.and(positive<T>(x), v128.lt<T>(x, splat<T>(6)));
    return v128.or(v128.and(inside, splat<T>(1)), nanOf<T>(x));
  }
}
