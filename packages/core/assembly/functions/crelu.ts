import { nanOf, negate, negative, positive, splat } from '../lanes/arithmetic';
import { Paired } from '../paired';

/** max(x, 0) and max(-x, 0): nothing is lost, and one of the two always has slope 0. */
export class Crelu<T extends number> extends Paired<T> {
  first(x: v128): v128 {
    return v128.pmax<T>(x, splat<T>(0));
  }
  second(x: v128): v128 {
    return v128.pmax<T>(negate<T>(x), splat<T>(0));
  }
  firstSlope(x: v128): v128 {
    return v128.or(v128.and(positive<T>(x), splat<T>(1)), nanOf<T>(x));
  }
  secondSlope(x: v128): v128 {
    return v128.or(v128.and(negative<T>(x), splat<T>(-1)), nanOf<T>(x));
  }
}
