import { nanOf, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** x */
export class Identity<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return x;
  }
  slope(x: v128): v128 {
    return v128.or(splat<T>(1), nanOf<T>(x));
  }
}
