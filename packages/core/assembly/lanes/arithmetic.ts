/**
 * Lane arithmetic that reads the same for float32x4 (T = f32) and float64x2 (T = f64).
 *
 * Constants are written as plain splats; the build moves them into a table in memory, because V8
 * rebuilds a vector literal with several instructions each time but loads one with a single.
 */

/** All lanes equal to a constant. */
export function splat<T extends number>(constant: f64): v128 {
  return v128.splat<T>(<T>constant);
}

/** All lanes equal to one bit pattern, which for float32 and float64 differs. */
export function splatBits<T extends number>(bits32: u32, bits64: u64): v128 {
  if (sizeof<T>() == 4) return v128.splat<u32>(bits32);
  return v128.splat<u64>(bits64);
}

export function signBit<T extends number>(): v128 {
  return splatBits<T>(0x80000000, 0x8000000000000000);
}

export function abs<T extends number>(x: v128): v128 {
  return v128.andnot(x, signBit<T>());
}

export function negate<T extends number>(x: v128): v128 {
  return v128.xor(x, signBit<T>());
}

/** -|x| */
export function minusAbs<T extends number>(x: v128): v128 {
  return v128.or(x, signBit<T>());
}

/** The magnitude of `magnitude` with the sign of `sign`; a NaN magnitude stays NaN. */
export function copySign<T extends number>(magnitude: v128, sign: v128): v128 {
  const mask = signBit<T>();
  return v128.or(v128.andnot(magnitude, mask), v128.and(sign, mask));
}

/** `whenTrue` in lanes whose mask is all ones, `whenFalse` in the others. */
export function select(mask: v128, whenTrue: v128, whenFalse: v128): v128 {
  return v128.bitselect(whenTrue, whenFalse, mask);
}

/** Mask of lanes above zero: false for both zeros and NaN. */
export function positive<T extends number>(x: v128): v128 {
  return v128.gt<T>(x, splat<T>(0));
}

/** Mask of lanes at or above zero: true for both zeros, false for NaN. */
export function nonNegative<T extends number>(x: v128): v128 {
  return v128.ge<T>(x, splat<T>(0));
}

/** Mask of lanes below zero: false for both zeros and NaN. */
export function negative<T extends number>(x: v128): v128 {
  return v128.lt<T>(x, splat<T>(0));
}

/** The smaller of x and a limit, one instruction; a NaN x stays NaN. */
export function atMost<T extends number>(x: v128, limit: v128): v128 {
  return v128.pmin<T>(x, limit);
}

/** The larger of x and a limit, one instruction; a NaN x stays NaN. */
export function atLeast<T extends number>(x: v128, limit: v128): v128 {
  return v128.pmax<T>(x, limit);
}

/** x where x is NaN, else +0: joined to a result by `or`, it makes the result NaN there. */
export function nanOf<T extends number>(x: v128): v128 {
  return v128.and(x, v128.ne<T>(x, x));
}

/** a · x, and 0 where a is 0 even if x is infinite: the limit of the line and not NaN. */
export function line<T extends number>(a: v128, x: v128): v128 {
  return v128.and(v128.mul<T>(a, x), v128.ne<T>(a, splat<T>(0)));
}
