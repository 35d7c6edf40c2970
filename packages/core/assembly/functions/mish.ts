import { atLeast, atMost, select, splat } from '../lanes/arithmetic';
import { boundedLiftedExp, lowestLifted, lower } from '../lanes/exp';
import { ThroughFloat64 } from '../through-float64';

/** x tanh(log(1 + e^x)) = x w / (w + 2) with w = n (n + 2), n = e^x: no logarithm, no cancellation. */
export class Mish<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const lifted = exponential<T>(x);
    const n = lower<T>(lifted);
    const m = f64x2.add(n, splat<f64>(2));
    const ratio = f64x2.div(f64x2.mul(lifted, m), denominator(n, m));
    const product = lower<T>(f64x2.mul(bounded<T>(x), ratio));
    return select(f64x2.gt(x, splat<f64>(LONG)), x, product);
  }
  /** n ((n + 2) (w + 2) + 4x (n + 1)) / (w + 2)² */
  slope(x: v128): v128 {
    const lifted = exponential<T>(x);
    const n = lower<T>(lifted);
    const m = f64x2.add(n, splat<f64>(2));
    const d = denominator(n, m);
    const fourX = f64x2.mul(splat<f64>(4), bounded<T>(x));
    const bend = f64x2.mul(fourX, f64x2.add(n, splat<f64>(1)));
    const numerator = f64x2.mul(lifted, f64x2.add(f64x2.mul(m, d), bend));
    return lower<T>(f64x2.div(numerator, f64x2.mul(d, d)));
  }
}

/** From here on tanh(log(1 + e^x)) is under half an ULP of 1. */
const LONG: f64 = 40;

function bounded<T extends number>(x: v128): v128 {
  return atMost<f64>(atLeast<f64>(x, lowestLifted<T>()), splat<f64>(LONG));
}

function exponential<T extends number>(x: v128): v128 {
  return boundedLiftedExp<T>(bounded<T>(x), splat<f64>(0));
}

/** w + 2 = n (n + 2) + 2 */
function denominator(n: v128, m: v128): v128 {
  return f64x2.add(f64x2.mul(n, m), splat<f64>(2));
}
