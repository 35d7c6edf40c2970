/**
 * e^x and e^x - 1 in lanes of type L, to the precision of T.
 *
 * With n = round(x / ln 2) and r = x - n ln 2, |r| <= 0.347:  e^x = 2^n (1 + p),  p = e^r - 1,
 * applied as s + s·p with s = 2^n, so that only one rounding of the result is left.
 * Float64 lanes with T = f32 (see ThroughFloat64) take a shorter polynomial and one word of ln 2.
 */
import { add, atLeast, atMost, mul, splat, splatBits, sub } from './arithmetic';
import { polynomial } from './polynomial';

/**
 * 1.5 · 2^23 (float32) and 1.5 · 2^52 (float64): adding it leaves a number rounded to an integer
 * in the low bits of the sum.
 */
function roundingShift<L extends number>(bias: f64): v128 {
  return splat<L>((sizeof<L>() == 4 ? 12582912 : 6755399441055744) + bias);
}

/** n + bias + the shift above, where n = x / ln 2 rounded to the nearest integer. */
function shiftedExponent<L extends number>(x: v128, bias: f64): v128 {
  const log2e = splat<L>(1.4426950408889634);
  return add<L>(mul<L>(x, log2e), roundingShift<L>(bias));
}

/** x - n ln 2, with ln 2 in two words of which the first is short enough for n · high to be exact. */
function fraction<L extends number, T extends number>(x: v128, n: v128): v128 {
  if (sizeof<L>() > sizeof<T>()) return sub<L>(x, mul<L>(n, splat<L>(0.6931471805599453)));
  // ln 2 cut to 15 bits (float32) and 33 bits (float64), and what is left of it.
  const high = splatBits<L>(0x3f317200, 0x3fe62e42fee00000);
  const low = splatBits<L>(0x35bfbe8e, 0x3dea39ef35793c76);
  return sub<L>(sub<L>(x, mul<L>(n, high)), mul<L>(n, low));
}

/** e^r - 1 for |r| <= 0.347 as r + r² q(r); coefficients from scripts/polynomial.py. */
function expm1OfFraction<L extends number, T extends number>(r: v128): v128 {
  let q: v128;
  if (sizeof<L>() == 4) {
    q = polynomial<L>(r, 0.5, 0.16666576, 0.041666552, 0.008363233, 0.001392625);
  } else if (sizeof<T>() == 4) {
    q = polynomial<L>(
      r,
      0.500000001353873,
      0.16666666681704215,
      0.04166646419740569,
      0.008333310844647862,
      0.0013933730715792083,
      0.00019891080463998843,
    );
  } else {
    q = polynomial<L>(
      r,
      0.5,
      0.1666666666666667,
      0.04166666666666667,
      0.008333333333326084,
      0.0013888888888883711,
      0.0001984126987500228,
      2.480158732567746e-5,
      2.755725517000089e-6,
      2.755727347871858e-7,
      2.5105312729622103e-8,
      2.09147553258932e-9,
    );
  }
  return add<L>(r, mul<L>(mul<L>(r, r), q));
}

/** 2^k for the integer k in the low bits of each lane (upper bits are shifted out). */
function powerOfTwo<L extends number>(k: v128): v128 {
  if (sizeof<L>() == 4) return i32x4.add(i32x4.shl(k, 23), splat<L>(1));
  return i64x2.add(i64x2.shl(k, 52), splat<L>(1));
}

/** 2^bias · e^x for x that the caller has bounded so that the result is a normal number. */
export function scaledExp<L extends number, T extends number>(x: v128, bias: f64): v128 {
  const shifted = shiftedExponent<L>(x, bias);
  const r = fraction<L, T>(x, sub<L>(shifted, roundingShift<L>(bias)));
  const s = powerOfTwo<L>(shifted);
  return add<L>(s, mul<L>(s, expm1OfFraction<L, T>(r)));
}

/** 2^bias · e^(x + rest) where rest is what was rounded off x; T = f32 has no need of it. */
export function scaledExpOfSum<T extends number>(x: v128, rest: v128, bias: f64): v128 {
  if (sizeof<T>() == 4) return scaledExp<f64, T>(x, bias);
  const shifted = shiftedExponent<f64>(x, bias);
  const r = fraction<f64, T>(x, f64x2.sub(shifted, roundingShift<f64>(bias)));
  const s = powerOfTwo<f64>(shifted);
  return f64x2.add(s, f64x2.mul(s, expm1OfFraction<f64, T>(f64x2.add(r, rest))));
}

/** e^x - 1 for x that the caller has bounded so that e^x is a normal number; ±0 stays ±0. */
export function expm1<L extends number, T extends number>(x: v128): v128 {
  const shifted = shiftedExponent<L>(x, 0);
  const r = fraction<L, T>(x, sub<L>(shifted, roundingShift<L>(0)));
  const s = powerOfTwo<L>(shifted);
  return sub<L>(mul<L>(s, expm1OfFraction<L, T>(r)), sub<L>(splat<L>(1), s));
}

/**
 * e^(x + rest) in float64 lanes for all x. To reach subnormals and the largest numbers with one
 * rounding, float64 applies 2^n in two factors; a float32 result has room around it.
 */
export function expOfSum<T extends number>(x: v128, rest: v128): v128 {
  if (sizeof<T>() == 4) {
    return scaledExp<f64, T>(atMost<f64>(atLeast<f64>(x, splat<f64>(-150)), splat<f64>(150)), 0);
  }
  // Half of the smallest subnormal is e^-745.14; the largest number is e^709.79.
  const bounded = atMost<f64>(atLeast<f64>(x, splat<f64>(-746)), splat<f64>(710));
  const shifted = shiftedExponent<f64>(bounded, 0);
  const r = fraction<f64, T>(bounded, f64x2.sub(shifted, roundingShift<f64>(0)));
  // The shift of the whole sum by one bit leaves floor(n / 2) in the low bits.
  const lower = i64x2.shr_u(shifted, 1);
  const s = powerOfTwo<f64>(lower);
  const p = expm1OfFraction<f64, T>(f64x2.add(r, rest));
  return f64x2.mul(f64x2.add(s, f64x2.mul(s, p)), powerOfTwo<f64>(i64x2.sub(shifted, lower)));
}

/** e^x in float64 lanes for all x. */
export function exp<T extends number>(x: v128): v128 {
  return expOfSum<T>(x, f64x2.splat(0));
}
