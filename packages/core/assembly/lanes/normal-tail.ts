/**
 * a Φ(-a) in float32 lanes for a >= 0, within 4 ULP: Φ is the normal distribution function.
 *
 * With q = 2a / (a + C), Φ(-a) = e^(-a²/2) M(a) and a M(a) = ½ q (1 + u(q)), where u passes through
 * 0 at the CENTER. Two factors near 1 are multiplied out, (1 + e) (1 + u) = 1 + g, so that only one
 * rounding of the result is left: ½ q 2^n (1 + g).
 */
import { splat, splatBits } from './arithmetic';
import { timesPower } from './exp32';
import { lowerHalf, narrow, upperHalf } from './halves';
import { PEAK, millsRatio } from './normal';
import { polynomial } from './polynomial';

/** From scripts/polynomial.py, as CENTER gives it; near it u is well described by a polynomial. */
const C: f64 = 3.7858267;
/** q where a M(a) = ½ q: 169/256. */
const CENTER: f64 = 0.66015625;
/** 1.5 · 2^23: adding it leaves a number rounded to an integer in the low bits of the sum. */
const ROUNDING_SHIFT: f64 = 12582912;

/** n = round(-a² / 2 ln 2) in the low bits of each lane. */
function bellExponent(a: v128): v128 {
  const square = squareOfCut(a);
  return f32x4.add(f32x4.mul(square, splat<f32>(-0.7213475204444817)), splat<f32>(ROUNDING_SHIFT));
}

/** The exact square of a cut to 12 bits. */
function squareOfCut(a: v128): v128 {
  const cut = v128.and(a, splatBits<f32>(0xfffff000, 0));
  return f32x4.mul(cut, cut);
}

/** e with e^(-a²/2) = 2^n (1 + e), for a up to 15 */
function bellFraction(a: v128, shifted: v128): v128 {
  // z = a² + n 2 ln 2 with a² and 2 ln 2 in two words, n · high exact.
  const n = f32x4.sub(shifted, splat<f32>(ROUNDING_SHIFT));
  const cut = v128.and(a, splatBits<f32>(0xfffff000, 0));
  const rest = f32x4.mul(f32x4.sub(a, cut), f32x4.add(a, cut));
  const high = f32x4.add(squareOfCut(a), f32x4.mul(n, splatBits<f32>(0x3fb17200, 0)));
  const low = f32x4.add(f32x4.mul(n, splatBits<f32>(0x363fbe8e, 0)), rest);
  const z = f32x4.add(high, low);
  return f32x4.mul(z, expm1OfHalf(z));
}

/** a Φ(-a) for 0 <= a <= 14.4, beyond which it is 0. */
export function timesNormalTail(a: v128): v128 {
  const shifted = bellExponent(a);
  const e = bellFraction(a, shifted);
  const q = f32x4.div(f32x4.add(a, a), f32x4.add(a, splat<f32>(C)));
  const u = bend(f32x4.sub(q, splat<f32>(CENTER)));
  const g = f32x4.add(u, f32x4.add(e, f32x4.mul(e, u)));
  // ½ · 2^(n + 25): the power is a normal number down to the smallest results.
  const whole = f32x4.mul(q, timesPower(splat<f32>(16777216), shifted));
  // 2^-25
  return f32x4.mul(f32x4.add(whole, f32x4.mul(whole, g)), splat<f32>(2.9802322387695312e-8));
}

/**
 * Φ(-a) - a φ(a) for 0 <= a <= 14.8, beyond which it is 0: the slope of x Φ(x) at -a. It passes
 * through 0, so that M(a) - φ(0) a needs float64.
 */
export function normalTailSlope(a: v128): v128 {
  const shifted = bellExponent(a);
  const e = bellFraction(a, shifted);
  const difference = narrow(slopeFactor(lowerHalf(a)), slopeFactor(upperHalf(a)));
  // 2^(n + 34)
  const whole = f32x4.mul(difference, timesPower(splat<f32>(17179869184), shifted));
  // 2^-34
  return f32x4.mul(f32x4.add(whole, f32x4.mul(whole, e)), splat<f32>(5.820766091346741e-11));
}

function slopeFactor(a: v128): v128 {
  return f64x2.sub(millsRatio<f32>(a), f64x2.mul(splat<f64>(PEAK), a));
}

/** (e^(-z/2) - 1) / z for |z| <= 0.694; coefficients from scripts/polynomial.py. */
function expm1OfHalf(z: v128): v128 {
  return polynomial<f32>(
    z,
    -0.5,
    0.124999985,
    -0.020833151,
    0.002604267,
    -0.00026152143,
    2.1593965e-5,
  );
}

/** u(q) in v = q - CENTER, by Horner's scheme: shorter chains round more; coefficients from scripts/polynomial.py. */
function bend(v: v128): v128 {
  let u = f32x4.add(splat<f32>(-0.00057042623), f32x4.mul(v, splat<f32>(0.00045554905)));
  u = f32x4.add(splat<f32>(-0.0043273773), f32x4.mul(v, u));
  u = f32x4.add(splat<f32>(0.0093568), f32x4.mul(v, u));
  u = f32x4.add(splat<f32>(0.03258483), f32x4.mul(v, u));
  u = f32x4.add(splat<f32>(-0.20813358), f32x4.mul(v, u));
  u = f32x4.add(splat<f32>(0.5448857), f32x4.mul(v, u));
  u = f32x4.add(splat<f32>(-0.89503604), f32x4.mul(v, u));
  return f32x4.mul(v, u);
}
