import { abs, atLeast, negative, select, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/**
 * (x + √(x² + b)) / 2 = max(x, 0) + t with t = (b/2) / (√(x² + b) + |x|): the terms of the first
 * form cancel below 0. b >= 0.
 */
export class Squareplus<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return f64x2.add(v128.pmax<f64>(x, splat<f64>(0)), this.tail(x, this.root(x)));
  }
  /** t / √(x² + b) below 0, 1 less that above */
  slope(x: v128): v128 {
    const root = this.root(x);
    const tail = f64x2.div(this.tail(x, root), root);
    return select(negative<f64>(x), tail, f64x2.sub(splat<f64>(1), tail));
  }
  /** √(x² + b), at least the smallest normal number so that b = 0 does not make 0 / 0 */
  private root(x: v128): v128 {
    const root = f64x2.sqrt(f64x2.add(f64x2.mul(x, x), this.parameter(0)));
    // From 2^511 on x² overflows, and b has long been rounded away.
    const a = abs<f64>(x);
    const large = f64x2.gt(a, splat<f64>(6.703903964971299e153));
    return atLeast<f64>(select(large, a, root), splat<f64>(2.2250738585072014e-308));
  }
  private tail(x: v128, root: v128): v128 {
    const half = f64x2.mul(splat<f64>(0.5), this.parameter(0));
    return f64x2.div(half, f64x2.add(root, abs<f64>(x)));
  }
}
