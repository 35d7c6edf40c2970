import { add, line, mul, nanOf, nonNegative, positive, select, splat } from '../lanes/arithmetic';
import { Elementwise } from '../elementwise';

/**
 * x above 0, a x below; at 0 the left slope. In evaluation a is the mean of the parameters lower
 * and upper; with both equal to a number drawn for the element this is the training mode.
 */
export class Rrelu<T extends number> extends Elementwise<T> {
  private below(): v128 {
    return mul<T>(splat<T>(0.5), add<T>(this.parameter(0), this.parameter(1)));
  }
  value(x: v128): v128 {
    return select(nonNegative<T>(x), x, line<T>(this.below(), x));
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<T>(x), splat<T>(1), this.below()), nanOf<T>(x));
  }
}
