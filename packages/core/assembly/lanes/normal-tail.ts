/**
 * a Φ(-a), and the slope of x Φ(x) at -a, in float32 lanes for a >= 0: Φ is the normal distribution
 * function. Within 4 and 3 ULP.
 *
 * e^(-a²/2) = 2^(-a²/K) e^(d a²), where K is 2 ln 2 to 15 bits, so that its multiples are exact, and
 * d so small that the polynomials include the last factor. With 2^(-a²/K) = 2^n (1 + e), both
 * results are w 2^n (1 + e) (1 + u). w has at most two roundings; u is a polynomial in the
 * difference of a / (a + C) from a center, where it is 0. The two factors near 1 are multiplied out,
 * (1 + e) (1 + u) = 1 + g, so that only one rounding more is left.
 */
import { splat, splatBits } from './arithmetic';
import { timesPower } from './exp32';
import { horner } from './polynomial';

/** 1.5 · 2^23: adding it leaves a number rounded to an integer in the low bits of the sum. */
const ROUNDING_SHIFT: f64 = 12582912;

/** n = round(-a² / K) in the low bits of each lane. */
function bellExponent(a: v128): v128 {
  const square = squareOfCut(a);
  return f32x4.add(f32x4.mul(square, splat<f32>(-0.7213475204444817)), splat<f32>(ROUNDING_SHIFT));
}

/** The exact square of a cut to 12 bits. */
function squareOfCut(a: v128): v128 {
  const cut = v128.and(a, splatBits<f32>(0xfffff000, 0));
  return f32x4.mul(cut, cut);
}

/** e for a up to 15 */
function bellFraction(a: v128, shifted: v128): v128 {
  // z = a² + n K, with a² in two words and n K exact; |z| <= 0.694
  const n = f32x4.sub(shifted, splat<f32>(ROUNDING_SHIFT));
  const cut = v128.and(a, splatBits<f32>(0xfffff000, 0));
  const rest = f32x4.mul(f32x4.sub(a, cut), f32x4.add(a, cut));
  const z = f32x4.add(f32x4.add(squareOfCut(a), f32x4.mul(n, splatBits<f32>(0x3fb17200, 0))), rest);
  // (2^(-z/K) - 1) / z; coefficients from scripts/polynomial.py
  return f32x4.mul(
    z,
    horner<f32>(z, -0.5000011, 0.12500054, -0.02083292, 0.0026039963, -0.00026214, 2.2071288e-5),
  );
}

/** w (1 + e) (1 + u) */
function timesFactors(w: v128, e: v128, u: v128): v128 {
  const g = f32x4.add(u, f32x4.add(e, f32x4.mul(e, u)));
  return f32x4.add(w, f32x4.mul(w, g));
}

/** a Φ(-a) for 0 <= a <= 14.4, beyond which it is 0; constants from scripts/polynomial.py. */
export function timesNormalTail(a: v128): v128 {
  const shifted = bellExponent(a);
  const e = bellFraction(a, shifted);
  const q = f32x4.div(a, f32x4.add(a, splat<f32>(3.9547715)));
  const v = f32x4.sub(q, splat<f32>(0.33641538));
  const u = f32x4.mul(
    v,
    horner<f32>(
      v,
      -1.8398144,
      2.381594,
      -2.0528588,
      0.92675453,
      0.13640866,
      -0.37782416,
      0.02961617,
      0.15462928,
    ),
  );
  // 2^(n + 24): the power is a normal number down to the smallest results; then 2^-24.
  const w = f32x4.mul(q, timesPower(splat<f32>(16777216), shifted));
  return f32x4.mul(timesFactors(w, e, u), splat<f32>(5.960464477539063e-8));
}

/** -x where the slope of x Φ(x) is 0, in two words */
const TURN: f64 = 0.75179154;
const TURN_REST: f64 = -1.211445e-8;

/**
 * Φ(-a) - a φ(a) for 0 <= a <= 14.8, beyond which it is 0: the slope of x Φ(x) at -a, as the distance
 * from where it is 0 times what hardly changes, so that no digits are lost there; constants from
 * scripts/polynomial.py.
 */
export function normalTailSlope(a: v128): v128 {
  const shifted = bellExponent(a);
  const e = bellFraction(a, shifted);
  const q = f32x4.div(a, f32x4.add(a, splat<f32>(5.94)));
  const v = f32x4.sub(q, splat<f32>(0.26467893));
  const u = f32x4.mul(
    v,
    horner<f32>(
      v,
      -0.6947755,
      1.2971475,
      -2.030057,
      2.6548529,
      -2.8580625,
      2.4706686,
      -1.5901674,
      0.60825044,
    ),
  );
  const distance = f32x4.add(f32x4.sub(splat<f32>(TURN), a), splat<f32>(TURN_REST));
  // ½ · 2^(n + 34); then 2^-34
  const w = f32x4.mul(distance, timesPower(splat<f32>(8589934592), shifted));
  return f32x4.mul(timesFactors(w, e, u), splat<f32>(5.820766091346741e-11));
}
