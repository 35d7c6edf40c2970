/** x above 0 and a x below, with one rounding. */
import { atLeast, atMost, line, nonNegative, select, splat } from './arithmetic';
import { lowerHalf, narrow, upperHalf } from './halves';

/** In float64 lanes. */
export function leaky(a: v128, x: v128): v128 {
  return select(nonNegative<f64>(x), x, line<f64>(a, x));
}

/** In float32 lanes, with a in float64 for both halves of the vector: only the product is float64. */
export function narrowLeaky(aLow: v128, aHigh: v128, x: v128): v128 {
  const below = atMost<f32>(x, splat<f32>(0));
  const product = narrow(line<f64>(aLow, lowerHalf(below)), line<f64>(aHigh, upperHalf(below)));
  // One of the two terms is 0.
  return f32x4.add(atLeast<f32>(x, splat<f32>(-0.0)), product);
}
