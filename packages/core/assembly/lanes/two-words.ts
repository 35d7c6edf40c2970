/**
 * What rounding takes off a product or a quotient, so that a function that is steep there can add
 * it back. Only T = f64 has need of it: float64 lanes with T = f32 have bits to spare.
 */

/** x rounded to 26 bits: products of two such halves, or of what they leave, are exact. */
function upperHalf(x: v128): v128 {
  return v128.and(i64x2.add(x, i64x2.splat(0x4000000)), i64x2.splat(0xfffffffff8000000));
}

/** a · b - product, exactly, where product is a · b rounded (Dekker 1971). */
export function productRest<T extends number>(a: v128, b: v128, product: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.splat(0);
  const aHigh = upperHalf(a);
  const aLow = f64x2.sub(a, aHigh);
  const bHigh = upperHalf(b);
  const bLow = f64x2.sub(b, bHigh);
  const first = f64x2.sub(f64x2.mul(aHigh, bHigh), product);
  const second = f64x2.add(first, f64x2.mul(aHigh, bLow));
  const third = f64x2.add(second, f64x2.mul(aLow, bHigh));
  return f64x2.add(third, f64x2.mul(aLow, bLow));
}

/** a / b - quotient, where quotient is a / b rounded. */
export function quotientRest<T extends number>(a: v128, b: v128, quotient: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.splat(0);
  const product = f64x2.mul(quotient, b);
  const remainder = f64x2.sub(f64x2.sub(a, product), productRest<T>(quotient, b, product));
  return f64x2.div(remainder, b);
}

/** a + b - sum, where sum is a + b rounded (Knuth). */
export function sumRest<T extends number>(a: v128, b: v128, sum: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.splat(0);
  const bAsAdded = f64x2.sub(sum, a);
  return f64x2.add(f64x2.sub(a, f64x2.sub(sum, bAsAdded)), f64x2.sub(b, bAsAdded));
}
