import { add, mul, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** max(x, 0)², smooth at 0. */
export class SquaredRelu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    const r = v128.pmax<T>(x, splat<T>(0));
    return mul<T>(r, r);
  }
  slope(x: v128): v128 {
    const r = v128.pmax<T>(x, splat<T>(0));
    return add<T>(r, r);
  }
}
