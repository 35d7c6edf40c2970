import { add, mul, nanOf, positive, select, splat } from '../lanes/arithmetic';
import { leaky } from '../lanes/leaky';
import { ThroughFloat64 } from '../through-float64';

/**
 * x above 0, a x below; at 0 the left slope. In evaluation a is the mean of the parameters lower
 * and upper; with both equal to a number drawn for the element this is the training mode.
 */
export class Rrelu<T extends number> extends ThroughFloat64<T> {
  private below(): v128 {
    return mul<f64>(splat<f64>(0.5), add<f64>(this.parameter(0), this.parameter(1)));
  }
  value(x: v128): v128 {
    return leaky(this.below(), x);
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<f64>(x), splat<f64>(1), this.below()), nanOf<f64>(x));
  }
}
