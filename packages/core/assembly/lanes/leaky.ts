/** x above 0 and a x below, with one rounding. */
import { atLeast, atMost, line, negative, select, splat } from './arithmetic';
import { lowerHalf, narrow, upperHalf } from './halves';

/** In float64 lanes. */
export function leaky(a: v128, x: v128): v128 {
  return select(negative<f64>(x), line<f64>(a, x), x);
}

/** In float32 lanes, with a finite a in float64 for both halves of the vector: only the product is float64. */
export function narrowLeaky(aLow: v128, aHigh: v128, x: v128): v128 {
  const below = atMost<f32>(x, splat<f32>(0));
  const product = narrow(f64x2.mul(aLow, lowerHalf(below)), f64x2.mul(aHigh, upperHalf(below)));
  // 0 times -∞ is NaN where the limit is 0; where x is NaN, the other term is.
  const limit = v128.and(product, f32x4.eq(product, product));
  // One of the two terms is 0.
  return f32x4.add(atLeast<f32>(x, splat<f32>(-0.0)), limit);
}
