/** tanh and its slope. */
import { abs, add, atMost, div, minusAbs, signBit, splat } from './arithmetic';
import { expm1, liftedExpOfSum, lower } from './exp';
import { expm1OfTwice } from './exp32';

/**
 * tanh |x| = m / (2 + m) with m = e^2|x| - 1, in lanes of type L: no cancellation at 0, and an error
 * of m is damped by 2 / (2 + m).
 */
export function tanh<L extends number, T extends number>(x: v128): v128 {
  // 1 - tanh is under half an ULP of 1 from x = 9.02 (float32) and 19.07 (float64).
  const limit = splat<L>(sizeof<L>() == 4 ? 10 : 20);
  const a = atMost<L>(abs<L>(x), limit);
  const m = sizeof<L>() == 4 ? expm1OfTwice(a) : expm1<T>(add<L>(a, a));
  return v128.or(div<L>(m, add<L>(splat<L>(2), m)), v128.and(x, signBit<L>()));
}

/**
 * tanh'(x + rest) = 4 E / (1 + E)² with E = e^-2|x|, in float64 lanes, lifted as `liftedExp` is;
 * never 1 - tanh²: that is 0 from x = 9.01 in float32.
 */
export function liftedTanhSlope<T extends number>(x: v128, rest: v128): v128 {
  const turned = v128.xor(rest, v128.andnot(splat<f64>(-0.0), x));
  const e = liftedExpOfSum<T>(
    f64x2.mul(splat<f64>(2), minusAbs<f64>(x)),
    f64x2.add(turned, turned),
  );
  const d = f64x2.add(splat<f64>(1), lower<T>(e));
  return f64x2.div(f64x2.mul(splat<f64>(4), e), f64x2.mul(d, d));
}
