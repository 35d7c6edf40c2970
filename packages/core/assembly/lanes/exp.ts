/**
 * e^x and e^x - 1 in float64 lanes, to the precision of T.
 *
 * With n = round(x / ln 2) and r = x - n ln 2, |r| <= 0.347:  e^x = 2^n (1 + p),  p = e^r - 1,
 * applied as s + s·p with s = 2^n, so that only one rounding of the result is left.
 * T = f32 takes shorter polynomials, one word of ln 2, and for e^x alone 2^f, f = x / ln 2 - n, to
 * whose exponent n is added.
 *
 * Where an argument is a rounded product or quotient, `rest` is what was rounded off it: for a
 * large argument half an ULP of it is many ULP of e^x. T = f32 has no need of it.
 */
import { atLeast, atMost, splat, splatBits } from './arithmetic';
import { polynomial } from './polynomial';

/**
 * 1.5 · 2^52: adding it leaves a number rounded to an integer in the low bits of the sum, to which
 * `bias` is added.
 */
export function roundingShift(bias: f64): v128 {
  return splat<f64>(6755399441055744 + bias);
}

/** n + roundingShift(bias), where n = x / ln 2 rounded to the nearest integer. */
function shiftedExponent(x: v128, bias: f64): v128 {
  return f64x2.add(f64x2.mul(x, splat<f64>(1.4426950408889634)), roundingShift(bias));
}

/** x - n ln 2, with ln 2 in two words of which the first is short enough for n · high to be exact. */
function fraction<T extends number>(x: v128, n: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.sub(x, f64x2.mul(n, splat<f64>(0.6931471805599453)));
  // ln 2 cut to 33 bits, and what is left of it.
  const high = splatBits<f64>(0, 0x3fe62e42fee00000);
  const low = splatBits<f64>(0, 0x3dea39ef35793c76);
  return f64x2.sub(f64x2.sub(x, f64x2.mul(n, high)), f64x2.mul(n, low));
}

/** (e^r - 1 - r) / r² for |r| <= 0.347; coefficients from scripts/polynomial.py. */
function expm1Rest<T extends number>(r: v128): v128 {
  if (sizeof<T>() == 4) {
    return polynomial<f64>(
      r,
      0.500000001353873,
      0.16666666681704215,
      0.04166646419740569,
      0.008333310844647862,
      0.0013933730715792083,
      0.00019891080463998843,
    );
  }
  return polynomial<f64>(
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

/** e^r - 1 for |r| <= 0.347 */
function expm1OfFraction<T extends number>(r: v128): v128 {
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), expm1Rest<T>(r)));
}

/** 2^k for the integer k in the low bits of each lane (upper bits are shifted out). */
function powerOfTwo(k: v128): v128 {
  return i64x2.add(i64x2.shl(k, 52), splat<f64>(1));
}

/** 2^bias · e^x for x that the caller has bounded so that the result is a normal number. */
export function scaledExp<T extends number>(x: v128, bias: f64): v128 {
  if (sizeof<T>() == 4) return narrowExp(x, bias);
  const shifted = shiftedExponent(x, bias);
  const r = fraction<T>(x, f64x2.sub(shifted, roundingShift(bias)));
  const s = powerOfTwo(shifted);
  return f64x2.add(s, f64x2.mul(s, expm1OfFraction<T>(r)));
}

/** The same for a float32 result. */
function narrowExp(x: v128, bias: f64): v128 {
  return narrowExp2(f64x2.mul(x, splat<f64>(1.4426950408889634)), bias);
}

/** 2^(t + bias) in float64 lanes for a float32 result. */
export function narrowExp2(t: v128, bias: f64): v128 {
  const shifted = f64x2.add(t, roundingShift(bias));
  const f = f64x2.sub(t, f64x2.sub(shifted, roundingShift(bias)));
  const power = polynomial<f64>(
    f,
    1,
    0.6931472068602362,
    0.24022650923651495,
    0.055503268911533885,
    0.009618056388057775,
    0.0013400562264223321,
    0.00015461560778872135,
  );
  return i64x2.add(power, i64x2.shl(shifted, 52));
}

/** p · 2^k for the integer k in the low bits of each lane of `shifted`, if both are normal numbers. */
export function timesPower(p: v128, shifted: v128): v128 {
  return i64x2.add(p, i64x2.shl(shifted, 52));
}

/**
 * 2^f = (E + O) / (E - O) for |f| <= 0.5 and a float32 result that is divided in any case: O / E is
 * tanh(f ln2 / 2). This is E; coefficients from scripts/polynomial.py.
 */
export function exp2Even(f: v128): v128 {
  return f64x2.add(splat<f64>(20.81814949792279), f64x2.mul(f, f));
}

/** O of the same quotient. */
export function exp2Odd(f: v128): v128 {
  const cubic = f64x2.mul(f64x2.mul(f, f), splat<f64>(0.05770065754463214));
  return f64x2.mul(f, f64x2.add(splat<f64>(7.215020810730829), cubic));
}

/** The same for e^(x + rest), in float64 lanes. */
function scaledExpOfSum<T extends number>(x: v128, rest: v128, bias: f64): v128 {
  if (sizeof<T>() == 4) return scaledExp<T>(x, bias);
  const shifted = shiftedExponent(x, bias);
  const r = fraction<T>(x, f64x2.sub(shifted, roundingShift(bias)));
  const s = powerOfTwo(shifted);
  return f64x2.add(s, f64x2.mul(s, expm1OfFraction<T>(f64x2.add(r, rest))));
}

/** e^x - 1 for x that the caller has bounded so that e^x is a normal number; +0 for -0. */
export function expm1<T extends number>(x: v128): v128 {
  const shifted = shiftedExponent(x, 0);
  const r = fraction<T>(x, f64x2.sub(shifted, roundingShift(0)));
  const s = powerOfTwo(shifted);
  return f64x2.sub(f64x2.mul(s, expm1OfFraction<T>(r)), f64x2.sub(splat<f64>(1), s));
}

/** e^x - 1 - x without cancellation, in float64 lanes, for x <= 0 that the caller has bounded. */
export function expm1Excess<T extends number>(x: v128): v128 {
  const shifted = shiftedExponent(x, 0);
  const n = f64x2.sub(shifted, roundingShift(0));
  const r = fraction<T>(x, n);
  const s = powerOfTwo(shifted);
  const near = f64x2.mul(f64x2.mul(r, r), expm1Rest<T>(r));
  const p = f64x2.add(r, near);
  const far = f64x2.sub(f64x2.sub(f64x2.mul(s, p), f64x2.sub(splat<f64>(1), s)), x);
  return v128.bitselect(near, far, f64x2.eq(n, splat<f64>(0)));
}

/**
 * α (e^x - 1) + line for a float32 result and bounded x <= 0: α x and the line may cancel, and then
 * do so exactly.
 */
export function expm1Along(alpha: v128, x: v128, line: v128): v128 {
  const shifted = shiftedExponent(x, 0);
  const r = fraction<f32>(x, f64x2.sub(shifted, roundingShift(0)));
  // (e^r - 1 - r) / r²: float32 results near zero need more bits than expm1Rest has for them.
  const q = polynomial<f64>(
    r,
    0.5,
    0.16666666666648156,
    0.041666666666651246,
    0.008333333353839834,
    0.0013888888905973543,
    0.0001984120851210209,
    2.480153620505534e-5,
    2.7625237795740734e-6,
    2.761390867578486e-7,
  );
  const s = f64x2.mul(alpha, powerOfTwo(shifted));
  const linear = f64x2.add(f64x2.mul(s, r), line);
  const bend = f64x2.mul(s, f64x2.mul(f64x2.mul(r, r), q));
  return f64x2.add(linear, f64x2.sub(bend, f64x2.sub(alpha, s)));
}

/**
 * Float64 results near underflow are products with an e^x that may be subnormal, and a subnormal
 * has lost bits. So such an e^x is lifted by a power of two, and the product lowered by it at the
 * end. Float32 results computed in float64 lanes have no need of it.
 */
const LIFT: f64 = 128;

/** Down to here a lifted e^x is a normal number; products with it are 0 long before. */
export function lowestLifted<T extends number>(): v128 {
  // Half of the smallest subnormals are e^-103.98 and e^-745.14.
  return f64x2.splat(sizeof<T>() == 4 ? -150 : -795);
}

/** e^(x + rest), lifted, for x from `lowestLifted` to about 40. */
export function boundedLiftedExp<T extends number>(x: v128, rest: v128): v128 {
  return sizeof<T>() == 4 ? scaledExp<T>(x, 0) : scaledExpOfSum<T>(x, rest, LIFT);
}

/** e^(x + rest), lifted, for x <= 0 of any size: exactly 0 below `lowestLifted`. */
export function liftedExpOfSum<T extends number>(x: v128, rest: v128): v128 {
  return v128.andnot(boundedLiftedExp<T>(x, rest), f64x2.lt(x, lowestLifted<T>()));
}

/** e^x, lifted, for x <= 0 of any size. */
export function liftedExp<T extends number>(x: v128): v128 {
  return liftedExpOfSum<T>(x, f64x2.splat(0));
}

/** A product that contains one lifted factor, as it is. */
export function lower<T extends number>(lifted: v128): v128 {
  // 2^-LIFT
  return sizeof<T>() == 4 ? lifted : f64x2.mul(lifted, f64x2.splat(2.938735877055719e-39));
}

/** e^(x + rest) in float64 lanes for all x. */
export function expOfSum<T extends number>(x: v128, rest: v128): v128 {
  if (sizeof<T>() == 4) {
    return scaledExp<T>(atMost<f64>(atLeast<f64>(x, f64x2.splat(-150)), f64x2.splat(150)), 0);
  }
  // Half of the smallest subnormal is e^-745.14; the largest number is e^709.79.
  const bounded = atMost<f64>(atLeast<f64>(x, f64x2.splat(-746)), f64x2.splat(710));
  const shifted = shiftedExponent(bounded, 0);
  const r = fraction<T>(bounded, f64x2.sub(shifted, roundingShift(0)));
  const p = expm1OfFraction<T>(f64x2.add(r, v128.and(rest, f64x2.eq(bounded, x))));
  // 2^n in two factors: shifting the sum right by one bit leaves floor(n / 2) in its low bits.
  const half = i64x2.shr_u(shifted, 1);
  const s = powerOfTwo(half);
  return f64x2.mul(f64x2.add(s, f64x2.mul(s, p)), powerOfTwo(i64x2.sub(shifted, half)));
}

/** e^x in float64 lanes for all x. */
export function exp<T extends number>(x: v128): v128 {
  return expOfSum<T>(x, f64x2.splat(0));
}
