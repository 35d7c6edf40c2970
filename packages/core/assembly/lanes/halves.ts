/** A float32 vector as two of float64, and back with one rounding. */

export function lowerHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

export function upperHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 0));
}

export function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
