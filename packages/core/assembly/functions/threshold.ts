import { nanOf, select, splat } from '../lanes/arithmetic';
import { Direct } from '../elementwise';

/** x above the threshold, else the value; the slope at the threshold is 0. */
export class Threshold<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    return select(v128.le<T>(x, this.parameter(0)), this.parameter(1), x);
  }
  slope(x: v128): v128 {
    return v128.or(v128.and(v128.gt<T>(x, this.parameter(0)), splat<T>(1)), nanOf<T>(x));
  }
}
