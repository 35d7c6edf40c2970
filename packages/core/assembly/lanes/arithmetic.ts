/**
 * Lane arithmetic that reads the same for float32x4 (L = f32) and float64x2 (L = f64).
 *
 * Constants are written as plain splats: the build moves them out of the loops.
 */

/** All lanes equal to a constant. */
export function splat<L extends number>(constant: f64): v128 {
  return v128.splat<L>(<L>constant);
}

/** All lanes equal to one bit pattern, which for float32 and float64 differs. */
export function splatBits<L extends number>(bits32: u32, bits64: u64): v128 {
  if (sizeof<L>() == 4) return v128.splat<u32>(bits32);
  return v128.splat<u64>(bits64);
}

export function add<L extends number>(a: v128, b: v128): v128 {
  return v128.add<L>(a, b);
}

export function sub<L extends number>(a: v128, b: v128): v128 {
  return v128.sub<L>(a, b);
}

export function mul<L extends number>(a: v128, b: v128): v128 {
  return v128.mul<L>(a, b);
}

export function div<L extends number>(a: v128, b: v128): v128 {
  return v128.div<L>(a, b);
}

export function signBit<L extends number>(): v128 {
  return splatBits<L>(0x80000000, 0x8000000000000000);
}

export function abs<L extends number>(x: v128): v128 {
  return v128.andnot(x, signBit<L>());
}

export function negate<L extends number>(x: v128): v128 {
  return v128.xor(x, signBit<L>());
}

/** -|x| */
export function minusAbs<L extends number>(x: v128): v128 {
  return v128.or(x, signBit<L>());
}

/** The magnitude of `magnitude` with the sign of `sign`; a NaN magnitude stays NaN. */
export function copySign<L extends number>(magnitude: v128, sign: v128): v128 {
  const mask = signBit<L>();
  return v128.or(v128.andnot(magnitude, mask), v128.and(sign, mask));
}

/** `whenTrue` in lanes whose mask is all ones, `whenFalse` in the others. */
export function select(mask: v128, whenTrue: v128, whenFalse: v128): v128 {
  return v128.bitselect(whenTrue, whenFalse, mask);
}

/** Mask of lanes above zero: false for both zeros and NaN. */
export function positive<L extends number>(x: v128): v128 {
  return v128.gt<L>(x, splat<L>(0));
}

/** Mask of lanes at or above zero: true for both zeros, false for NaN. */
export function nonNegative<L extends number>(x: v128): v128 {
  return v128.ge<L>(x, splat<L>(0));
}

/** Mask of lanes below zero: false for both zeros and NaN. */
export function negative<L extends number>(x: v128): v128 {
  return v128.lt<L>(x, splat<L>(0));
}

/** The smaller of x and a limit, one instruction; a NaN x stays NaN. */
export function atMost<L extends number>(x: v128, limit: v128): v128 {
  return v128.pmin<L>(x, limit);
}

/** The larger of x and a limit, one instruction; a NaN x stays NaN. */
export function atLeast<L extends number>(x: v128, limit: v128): v128 {
  return v128.pmax<L>(x, limit);
}

/** x where x is NaN, else +0: joined to a result by `or`, it makes the result NaN there. */
export function nanOf<L extends number>(x: v128): v128 {
  return v128.and(x, v128.ne<L>(x, x));
}

/** a · x, and 0 where a is 0 even if x is infinite: the limit of the line; NaN only where x is. */
export function line<L extends number>(a: v128, x: v128): v128 {
  return v128.and(v128.mul<L>(a, x), v128.or(v128.ne<L>(a, splat<L>(0)), v128.ne<L>(x, x)));
}

/** x above a limit, else y, which is at most x there. One instruction less than `select`: where x is not above, all ones are a NaN, and pmax passes it over. */
export function abovePassed<L extends number>(x: v128, limit: v128, y: v128): v128 {
  return v128.pmax<L>(y, v128.or(x, v128.le<L>(x, limit)));
}
