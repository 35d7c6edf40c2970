import { abs, atLeast, atMost, nanOf, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** clamp((x + 1) / 2, 0, 1); the slope at both ends is 0. */
export class SparseSigmoid<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const half = f64x2.mul(f64x2.add(x, splat<f64>(1)), splat<f64>(0.5));
    return atMost<f64>(atLeast<f64>(half, splat<f64>(0)), splat<f64>(1));
  }
  slope(x: v128): v128 {
    const inside = f64x2.lt(abs<f64>(x), splat<f64>(1));
    return v128.or(v128.and(inside, splat<f64>(0.5)), nanOf<f64>(x));
  }
}
