/** The logistic function σ(x) = 1 / (1 + e^-x) and what is built on it. */
import { add, atLeast, atMost, div, minusAbs, negate, negative, select, splat } from './arithmetic';
import { liftedExpOfSum, lower, scaledExp } from './exp';
import { scaledExpOfMinus } from './exp32';

/**
 * 2^-32 (float32 lanes) and 2^-64 (float64 lanes): c e^-x stays a normal number even for x where
 * x σ(x) is half of the smallest subnormal.
 */
function biasOf<L extends number>(): f64 {
  return sizeof<L>() == 4 ? -32 : -64;
}

/** The constant c = 2^biasOf<L>(). */
export function logisticScale<L extends number>(): v128 {
  return splat<L>(sizeof<L>() == 4 ? 2.3283064365386963e-10 : 5.421010862427522e-20);
}

/** x where it changes x σ(x): below, the product is under half of the smallest subnormal; above, it is x. */
export function logisticBounded<L extends number>(x: v128): v128 {
  const lowest = splat<L>(sizeof<L>() == 4 ? -110 : -752);
  return atMost<L>(atLeast<L>(x, lowest), logisticLimit<L>());
}

/** From here on σ(x) rounds to 1. */
export function logisticLimit<L extends number>(): v128 {
  return splat<L>(sizeof<L>() == 4 ? 20 : 40);
}

/** c / σ(x) for bounded x */
export function scaledInverseLogistic<L extends number, T extends number>(bounded: v128): v128 {
  const e =
    sizeof<L>() == 4
      ? scaledExpOfMinus(bounded, biasOf<L>())
      : scaledExp<T>(negate<L>(bounded), biasOf<L>());
  return add<L>(logisticScale<L>(), e);
}

/** σ(x) in lanes of type L, to the precision of T */
export function logistic<L extends number, T extends number>(x: v128): v128 {
  return div<L>(logisticScale<L>(), scaledInverseLogistic<L, T>(logisticBounded<L>(x)));
}

/** σ(x + rest) in float64 lanes */
export function logisticOfSum<T extends number>(x: v128, rest: v128): v128 {
  const e = liftedExpOfSum<T>(minusAbs<f64>(x), turnedNegative(x, rest));
  const below = negative<f64>(x);
  const d = f64x2.add(splat<f64>(1), lower<T>(e));
  const quotient = f64x2.div(select(below, e, splat<f64>(1)), d);
  return select(below, lower<T>(quotient), quotient);
}

/** σ(x) σ(-x) = e / (1 + e)², e = e^-|x + rest|, in float64 lanes; lifted as `liftedExp` is. */
export function liftedLogisticSlope<T extends number>(x: v128, rest: v128): v128 {
  const e = liftedExpOfSum<T>(minusAbs<f64>(x), turnedNegative(x, rest));
  const d = f64x2.add(splat<f64>(1), lower<T>(e));
  return f64x2.div(e, f64x2.mul(d, d));
}

/** rest with the sign by which minusAbs turns x */
function turnedNegative(x: v128, rest: v128): v128 {
  return v128.xor(rest, v128.andnot(splat<f64>(-0.0), x));
}

/** x · σ(z + rest) in float64 lanes, from e^-|z|: no subnormal factor, and the limit 0 for x = ±Infinity. */
export function timesLogistic<T extends number>(x: v128, z: v128, rest: v128): v128 {
  const e = liftedExpOfSum<T>(minusAbs<f64>(z), turnedNegative(z, rest));
  const below = negative<f64>(z);
  const numerator = select(below, e, splat<f64>(1));
  const quotient = f64x2.div(numerator, f64x2.add(splat<f64>(1), lower<T>(e)));
  // Where e^z is 0 an infinite x must not make it NaN.
  const vanished = f64x2.eq(quotient, splat<f64>(0));
  const product = f64x2.mul(v128.andnot(x, vanished), quotient);
  return v128.or(select(below, lower<T>(product), product), v128.and(x, splat<f64>(-0.0)));
}

/** d/dx of x · σ(z(x) + rest) = σ(z) (1 + w σ(-z)) with w = x z'(x), in float64 lanes */
export function timesLogisticSlope<T extends number>(z: v128, rest: v128, w: v128): v128 {
  const one = splat<f64>(1);
  const lifted = liftedExpOfSum<T>(minusAbs<f64>(z), turnedNegative(z, rest));
  const e = lower<T>(lifted);
  const d = f64x2.add(one, e);
  const below = negative<f64>(z);
  // Where e is 0 an infinite w must not make it NaN, nor lose its sign.
  const bounded = atMost<f64>(atLeast<f64>(w, splat<f64>(-1e300)), splat<f64>(1e300));
  // Both sides multiplied out, so that no 1 - σ is needed.
  const above = f64x2.add(one, f64x2.mul(e, f64x2.add(one, bounded)));
  const numerator = select(below, f64x2.mul(lifted, f64x2.add(d, bounded)), above);
  const quotient = f64x2.div(numerator, f64x2.mul(d, d));
  return select(below, lower<T>(quotient), quotient);
}
