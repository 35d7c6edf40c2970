import { atLeast, atMost, nanOf, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** x between the parameters min and max, else the nearer of them; the slope at both ends is 0. */
export class HardTanh<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return atMost<T>(atLeast<T>(x, this.parameter(0)), this.parameter(1));
  }
  slope(x: v128): v128 {
    const inside = v128.and(v128.gt<T>(x, this.parameter(0)), v128.lt<T>(x, this.parameter(1)));
    return v128.or(v128.and(inside, splat<T>(1)), nanOf<T>(x));
  }
}
