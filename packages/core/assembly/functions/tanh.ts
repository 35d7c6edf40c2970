import { add, atLeast, atMost, div, minusAbs, splat } from '../lanes/arithmetic';
import { exp, expm1 } from '../lanes/exp';
import { SlopeThroughFloat64 } from '../through-float64';

/** m / (2 + m) with m = e^2x - 1: exact in sign and without cancellation at 0. */
export class Tanh<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    // 1 - tanh is under half an ULP of 1 from x = 9.02 (float32) and 19.07 (float64).
    const limit: f64 = sizeof<T>() == 4 ? 20 : 40;
    const twice = atMost<T>(atLeast<T>(add<T>(x, x), splat<T>(-limit)), splat<T>(limit));
    const m = expm1<T, T>(twice);
    return div<T>(m, add<T>(splat<T>(2), m));
  }
  /** 4 E / (1 + E)² with E = e^-2|x|, never 1 - y²: that is 0 from x = 9.01 in float32. */
  slope(x: v128): v128 {
    const e = exp<T>(f64x2.mul(splat<f64>(2), minusAbs<f64>(x)));
    const d = f64x2.add(splat<f64>(1), e);
    return f64x2.div(f64x2.mul(splat<f64>(4), e), f64x2.mul(d, d));
  }
}
