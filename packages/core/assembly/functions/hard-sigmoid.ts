import { atLeast, atMost, nanOf, select, splat } from '../lanes/arithmetic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** clamp(slope · x + offset, 0, 1) with the parameters slope and offset; the slope at both ends is 0. */
export class HardSigmoid<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return atMost<f64>(atLeast<f64>(this.unclamped(x), splat<f64>(0)), splat<f64>(1));
  }
  slope(x: v128): v128 {
    const y = this.unclamped(x);
    const inside = v128.and(f64x2.gt(y, splat<f64>(0)), f64x2.lt(y, splat<f64>(1)));
    return v128.or(v128.and(inside, this.parameter(0)), nanOf<f64>(x));
  }
  /** Exact where it crosses 0: what is rounded off the product counts there, and a sixth is 1/6. */
  private unclamped(x: v128): v128 {
    const slope = this.parameter(0);
    const offset = this.parameter(1);
    const product = f64x2.mul(slope, x);
    const sum = f64x2.add(product, offset);
    if (sizeof<T>() == 4) return sum;
    const rest = productRest<T>(slope, x, product);
    // An infinite x leaves no rest.
    const precise = f64x2.add(sum, v128.and(rest, f64x2.eq(rest, rest)));
    // A slope that is the number nearest to 1/n, as the default is to 1/6, is meant as 1/n.
    const n = f64x2.nearest(f64x2.div(splat<f64>(1), slope));
    const isReciprocal = v128.and(
      f64x2.eq(slope, f64x2.div(splat<f64>(1), n)),
      f64x2.ne(slope, splat<f64>(0)),
    );
    return select(isReciprocal, f64x2.div(f64x2.add(x, f64x2.mul(offset, n)), n), precise);
  }
}
