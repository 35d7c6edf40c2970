/**
 * Slopes of the logistic family in float32 lanes, from e = e^-a, a = |x|: products with an e that may
 * be subnormal are lifted by a power of two and lowered at the end, so that no bits are lost.
 */
import { abs, atMost, negate, negative, select, splat } from './arithmetic';
import { scaledExpOfMinus } from './exp32';

const LIFT: f64 = 36;
/** 2^-LIFT */
const LOWERED: f64 = 1.4551915228366852e-11;

/** a up to where e^-a, lifted, is still normal; a e^-a rounds to 0 there. */
function bounded(a: v128): v128 {
  return atMost<f32>(a, splat<f32>(111));
}

/** e^-a, lifted, for bounded a */
export function liftedExpOfMinus(a: v128): v128 {
  return scaledExpOfMinus(bounded(a), LIFT);
}

/** What holds one lifted factor, as it is, times a power of two. */
export function lowerBy(lifted: v128, power: f64): v128 {
  return f32x4.mul(lifted, splat<f32>(LOWERED * power));
}

/** c / σ(-a) for bounded a, c = 2^-LIFT */
function scaledInverse(a: v128): v128 {
  return f32x4.add(splat<f32>(LOWERED), scaledExpOfMinus(negate<f32>(a), -LIFT));
}

/** σ(x) σ(-x) · `power`, a power of two, for x = ±a: q (1 - q) with q = σ(-a) */
export function logisticSlope(a: v128, power: f64): v128 {
  const lifted = f32x4.div(splat<f32>(1), scaledInverse(bounded(a)));
  const rest = f32x4.sub(splat<f32>(1), lowerBy(lifted, 1));
  return lowerBy(f32x4.mul(lifted, rest), power);
}

/** d/dx of x σ(x): q (1 - a + a q) below 0 and (1 - q) (1 + a q) above, q = σ(-a) */
export function siluSlope(x: v128): v128 {
  const one = splat<f32>(1);
  const a = bounded(abs<f32>(x));
  const lifted = f32x4.div(one, scaledInverse(a));
  const q = lowerBy(lifted, 1);
  const share = f32x4.mul(a, q);
  const below = lowerBy(f32x4.mul(lifted, f32x4.add(f32x4.sub(one, a), share)), 1);
  const above = f32x4.mul(f32x4.sub(one, q), f32x4.add(one, share));
  return select(negative<f32>(x), below, above);
}
