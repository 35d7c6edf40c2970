import { atLeast, atMost, select, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** 0 to -1, (x + 1)² / 4 to 1, x from there on: smooth. */
export class SparsePlus<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const sum = f64x2.add(atLeast<f64>(x, splat<f64>(-1)), splat<f64>(1));
    const square = f64x2.mul(f64x2.mul(sum, sum), splat<f64>(0.25));
    return select(f64x2.ge(x, splat<f64>(1)), x, square);
  }
  slope(x: v128): v128 {
    const half = f64x2.mul(f64x2.add(x, splat<f64>(1)), splat<f64>(0.5));
    return atMost<f64>(atLeast<f64>(half, splat<f64>(0)), splat<f64>(1));
  }
}
