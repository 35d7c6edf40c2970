import { abs, atLeast, atMost, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** x / (1 + |x|) */
export class Softsign<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    // From 2^60 on the result is ±1; an infinite x must not make ∞ / ∞.
    const large = splat<f64>(1152921504606846976);
    const bounded = atMost<f64>(atLeast<f64>(x, f64x2.neg(large)), large);
    return f64x2.div(bounded, f64x2.add(splat<f64>(1), abs<f64>(bounded)));
  }
  /** 1 / (1 + |x|)², squared last: the square of 1 + |x| overflows before its inverse is 0 */
  slope(x: v128): v128 {
    const r = f64x2.div(splat<f64>(1), f64x2.add(splat<f64>(1), abs<f64>(x)));
    return f64x2.mul(r, r);
  }
}
