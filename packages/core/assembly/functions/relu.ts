import { nanOf, positive, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** max(x, 0) with NaN and -0 kept; the slope at 0 is 0. */
export class Relu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return v128.pmax<T>(x, splat<T>(0));
  }
  slope(x: v128): v128 {
    return v128.or(v128.and(positive<T>(x), splat<T>(1)), nanOf<T>(x));
  }
}
