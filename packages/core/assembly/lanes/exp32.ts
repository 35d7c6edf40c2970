/**
 * Exponentials in float32 lanes for float32 results. With n = round(x / ln 2) and r = x - n ln 2,
 * |r| <= 0.347:  e^x = 2^n e^r, and 2^n is added to the exponent.
 */
import { splat, splatBits } from './arithmetic';
import { polynomial } from './polynomial';

/**
 * 1.5 · 2^23: adding it leaves a number rounded to an integer in the low bits of the sum, to which
 * `bias` is added.
 */
function roundingShift(bias: f64): v128 {
  return splat<f32>(12582912 + bias);
}

/** p · 2^k for the integer k in the low bits of each lane of `shifted`, if p and the result are normal numbers. */
export function timesPower(p: v128, shifted: v128): v128 {
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** 2^bias e^-x for x that the caller has bounded so that the result is a normal number. */
export function scaledExpOfMinus(x: v128, bias: f64): v128 {
  const shift = roundingShift(bias);
  const shifted = f32x4.add(f32x4.mul(x, splat<f32>(-1.4426950408889634)), shift);
  const n = f32x4.sub(shifted, shift);
  // ln 2 cut to 15 bits, so that n · high is exact, and what is left of it.
  const high = f32x4.add(x, f32x4.mul(n, splatBits<f32>(0x3f317200, 0)));
  const r = f32x4.add(high, f32x4.mul(n, splatBits<f32>(0x35bfbe8e, 0)));
  // (e^-r - 1 + r) / r²; coefficients from scripts/polynomial.py
  const q = polynomial<f32>(r, 0.49999994, -0.16666521, 0.041668274, -0.008368686, 0.0013820138);
  const p = f32x4.sub(f32x4.mul(f32x4.mul(r, r), q), r);
  // s + s · p and not a sum in the exponent of 1 + p, which would make a number of NaN.
  const s = timesPower(splat<f32>(1), shifted);
  return f32x4.add(s, f32x4.mul(s, p));
}

/** 1 - e^x for -18 <= x <= 0; one word of ln 2 is enough, since n · ln 2 is exact down to n = -2. */
export function oneMinusExp(x: v128): v128 {
  const shift = roundingShift(0);
  const shifted = f32x4.add(f32x4.mul(x, splat<f32>(1.4426950408889634)), shift);
  const n = f32x4.sub(shifted, shift);
  const r = f32x4.sub(x, f32x4.mul(n, splat<f32>(0.6931471805599453)));
  // (e^r - 1 - r) / r²; coefficients from scripts/polynomial.py
  const q = polynomial<f32>(
    r,
    0.5,
    0.16666666,
    0.041666493,
    0.008333544,
    0.0013932342,
    0.00019763396,
  );
  const p = f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
  const s = timesPower(splat<f32>(1), shifted);
  return f32x4.sub(f32x4.sub(splat<f32>(1), s), f32x4.mul(s, p));
}

/** e^2x - 1 for 0 <= x <= 10, whose error for large x does not count in tanh; one word of ln 2. */
export function expm1OfTwice(x: v128): v128 {
  const shift = roundingShift(0);
  const shifted = f32x4.add(f32x4.mul(x, splat<f32>(2.8853900817779268)), shift);
  const n = f32x4.sub(shifted, shift);
  const r = f32x4.sub(x, f32x4.mul(n, splat<f32>(0.34657359027997264)));
  // (e^2r - 1 - 2r) / r²; coefficients from scripts/polynomial.py
  const q = polynomial<f32>(r, 2, 1.3333333, 0.6666639, 0.26667342, 0.08916699, 0.025297146);
  const p = f32x4.add(f32x4.add(r, r), f32x4.mul(f32x4.mul(r, r), q));
  const s = timesPower(splat<f32>(1), shifted);
  return f32x4.sub(f32x4.mul(s, p), f32x4.sub(splat<f32>(1), s));
}
