import { abovePassed, atLeast, atMost, select, splat } from '../lanes/arithmetic';
import {
  boundedLiftedExp,
  exp2Even,
  exp2Odd,
  lowestLifted,
  lower,
  roundingShift,
  timesPower,
} from '../lanes/exp';
import { ThroughFloat64 } from '../through-float64';

/** x tanh(log(1 + e^x)) = x w / (w + 2) with w = n (n + 2), n = e^x: no logarithm, no cancellation. */
export class Mish<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return narrowValue(x);
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

/** Of float32, with n = p / q: x p (p + 2q) / (p (p + 2q) + 2q²), one division. */
function narrowValue(x: v128): v128 {
  const b = bounded<f32>(x);
  // log2(e)
  const t = f64x2.mul(b, splat<f64>(1.4426950408889634));
  const shifted = f64x2.add(t, roundingShift(0));
  const f = f64x2.sub(t, f64x2.sub(shifted, roundingShift(0)));
  const even = exp2Even(f);
  const odd = exp2Odd(f);
  const dividend = timesPower(f64x2.add(even, odd), shifted);
  const divisor = f64x2.sub(even, odd);
  const twice = f64x2.add(divisor, divisor);
  const w = f64x2.mul(dividend, f64x2.add(dividend, twice));
  const product = f64x2.div(f64x2.mul(b, w), f64x2.add(w, f64x2.mul(divisor, twice)));
  return abovePassed<f64>(x, splat<f64>(LONG), product);
}
