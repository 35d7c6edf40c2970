import { line, nanOf, nonNegative, positive, select, splat } from '../lanes/arithmetic';
import { Elementwise } from '../elementwise';

/** x above 0, slope · x below; at 0 the left slope. */
export class LeakyRelu<T extends number> extends Elementwise<T> {
  value(x: v128): v128 {
    return select(nonNegative<T>(x), x, line<T>(this.parameter(0), x));
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<T>(x), splat<T>(1), this.parameter(0)), nanOf<T>(x));
  }
}
