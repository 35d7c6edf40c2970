import { add, atLeast, atMost, div, minusAbs, mul, splat } from '../lanes/arithmetic';
import { exp } from '../lanes/exp';
import { logistic } from '../lanes/logistic';
import { SlopeThroughFloat64 } from '../through-float64';

/** 1 / (1 + e^-x), without overflow and with no tail rounded away. */
export class Sigmoid<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    return logistic<T, T>(x);
  }
  /** e / (1 + e)², never y (1 - y): that is 0 from x = 16.64 in float32. */
  slope(x: v128): v128 {
    const e = exp<T>(minusAbs<f64>(x));
    const d = f64x2.add(splat<f64>(1), e);
    return f64x2.div(e, f64x2.mul(d, d));
  }
}
