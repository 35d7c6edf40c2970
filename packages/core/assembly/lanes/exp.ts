/**
 * e^x and e^x - 1 in lanes.
 *
 * With n = round(x / ln 2) and r = x - n ln 2, |r| <= 0.347:  e^x = 2^n (1 + p),  p = e^r - 1.
 * The product 2^n is applied as s + s·p, so that only one rounding of the result is left, and in
 * two factors, so that results down to the smallest subnormal and up to the largest number are
 * reached. Measured in test/lanes: at most 1.1 ULP for exp, 1.5 for expm1.
 *
 * Special values: exp(-Infinity) = 0, exp(Infinity) = Infinity, NaN stays NaN;
 * expm1(±0) = ±0, expm1(-Infinity) = -1.
 */
import { atLeast, atMost, copySign, splat, splatBits } from './arithmetic';

/**
 * 1.5 · 2^23 (float32) and 1.5 · 2^52 (float64): adding it leaves a number rounded to an integer
 * in the low bits of the sum.
 */
function roundingShift<T extends number>(): v128 {
  return splatBits<T>(0x4b400000, 0x4338000000000000);
}

/** n + roundingShift, where n = x / ln 2 rounded to the nearest integer. */
function shiftedExponent<T extends number>(x: v128): v128 {
  // 1 / ln 2
  const log2e = splatBits<T>(0x3fb8aa3b, 0x3ff71547652b82fe);
  return v128.add<T>(v128.mul<T>(x, log2e), roundingShift<T>());
}

/** x - n ln 2, with ln 2 in two words of which the first is short enough for n · high to be exact. */
function fraction<T extends number>(x: v128, n: v128): v128 {
  // ln 2 cut to 15 bits (float32) and 33 bits (float64), and what is left of it.
  const high = splatBits<T>(0x3f317200, 0x3fe62e42fee00000);
  const low = splatBits<T>(0x35bfbe8e, 0x3dea39ef35793c76);
  return v128.sub<T>(v128.sub<T>(x, v128.mul<T>(n, high)), v128.mul<T>(n, low));
}

/** a + b·x */
function linear<T extends number>(a: v128, b: v128, x: v128): v128 {
  return v128.add<T>(a, v128.mul<T>(b, x));
}

/**
 * e^r - 1 for |r| <= 0.347 as r + r² q(r); coefficients from scripts/polynomial.py. Terms are
 * joined in pairs (Estrin's scheme): what bounds the speed is the length of the longest chain.
 */
function expm1OfFraction<T extends number>(r: v128): v128 {
  const r2 = v128.mul<T>(r, r);
  let q: v128;
  if (sizeof<T>() == 4) {
    const q01 = linear<T>(splat<T>(0.5), splatBits<T>(0x3e2aaaab, 0), r);
    const q23 = linear<T>(splatBits<T>(0x3d2aaa74, 0), splatBits<T>(0x3c088870, 0), r);
    const q45 = linear<T>(splatBits<T>(0x3ab6a1d8, 0), splatBits<T>(0x395092b6, 0), r);
    q = linear<T>(q01, linear<T>(q23, q45, r2), r2);
  } else {
    const r4 = v128.mul<T>(r2, r2);
    const q01 = linear<T>(splat<T>(0.5), splatBits<T>(0, 0x3fc5555555555557), r);
    const q23 = linear<T>(splatBits<T>(0, 0x3fa5555555555556), splatBits<T>(0, 0x3f811111111100be), r);
    const q45 = linear<T>(splatBits<T>(0, 0x3f56c16c16c162c3), splatBits<T>(0, 0x3f2a01a01abf85ab), r);
    const q67 = linear<T>(splatBits<T>(0, 0x3efa01a01a6e1e2a), splatBits<T>(0, 0x3ec71de01fdbf9ca), r);
    const q89 = linear<T>(splatBits<T>(0, 0x3e927e4db46cddd1), splatBits<T>(0, 0x3e5af4e554377204), r);
    const q4567 = linear<T>(q45, q67, r2);
    const q8910 = linear<T>(q89, splatBits<T>(0, 0x3e21f7340dbc337e), r2);
    q = linear<T>(linear<T>(q01, q23, r2), linear<T>(q4567, q8910, r4), r4);
  }
  return v128.add<T>(r, v128.mul<T>(r2, q));
}

/** factor · 2^k for the integer k in the low bits of each lane (upper bits are shifted out). */
function timesPowerOfTwo<T extends number>(factor: f64, k: v128): v128 {
  if (sizeof<T>() == 4) return v128.add<i32>(v128.shl<i32>(k, 23), splat<T>(factor));
  return v128.add<i64>(v128.shl<i64>(k, 52), splat<T>(factor));
}

/** The lower half of n: shifting n + roundingShift by one bit leaves floor(n / 2) in the low bits. */
function half<T extends number>(shifted: v128): v128 {
  if (sizeof<T>() == 4) return v128.shr<u32>(shifted, 1);
  return v128.shr<u64>(shifted, 1);
}

function subtractBits<T extends number>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 4) return v128.sub<i32>(a, b);
  return v128.sub<i64>(a, b);
}

/** e^x */
export function exp<T extends number>(x: v128): v128 {
  // The largest number is e^88.73 (float32) and e^709.79 (float64).
  const largest: f64 = sizeof<T>() == 4 ? 89 : 710;
  return decayingExp<T>(atMost<T>(x, splat<T>(largest)), 1);
}

/**
 * scale · e^x for x <= 0, with one rounding even where e^x alone would be subnormal; scale is a
 * small power of two.
 */
export function decayingExp<T extends number>(x: v128, scale: f64): v128 {
  // Half of the smallest subnormal is e^-103.98 and e^-745.14: below it n stays small.
  const smallest: f64 = sizeof<T>() == 4 ? -104 : -746;
  const bounded = atLeast<T>(x, splat<T>(smallest));
  const shifted = shiftedExponent<T>(bounded);
  const n = v128.sub<T>(shifted, roundingShift<T>());
  const p = expm1OfFraction<T>(fraction<T>(bounded, n));
  const lower = half<T>(shifted);
  const s = timesPowerOfTwo<T>(1, lower);
  return v128.mul<T>(
    v128.add<T>(s, v128.mul<T>(s, p)),
    timesPowerOfTwo<T>(scale, subtractBits<T>(shifted, lower)),
  );
}

/** e^x - 1 for x up to 80 (float32) and 700 (float64): the callers ask for x <= 0. */
export function expm1<T extends number>(x: v128): v128 {
  // Below these e^x is under half an ULP of -1.
  const smallest: f64 = sizeof<T>() == 4 ? -18 : -40;
  const bounded = atLeast<T>(x, splat<T>(smallest));
  const shifted = shiftedExponent<T>(bounded);
  const n = v128.sub<T>(shifted, roundingShift<T>());
  const p = expm1OfFraction<T>(fraction<T>(bounded, n));
  const s = timesPowerOfTwo<T>(1, shifted);
  const result = v128.add<T>(v128.sub<T>(s, splat<T>(1)), v128.mul<T>(s, p));
  // (s - 1) + p loses the sign of zero.
  return copySign<T>(result, x);
}
