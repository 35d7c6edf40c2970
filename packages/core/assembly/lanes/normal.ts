/**
 * The normal distribution function Φ in float64 lanes, to the precision of T, as
 * Φ(-a) = M(a) e^(-a²/2) for a >= 0: M is smooth and never small, so nothing is lost in the tail.
 */
import { abs, atMost, splat } from './arithmetic';
import { boundedLiftedExp, exp2Even, exp2Odd, narrowExp2, roundingShift, timesPower } from './exp';
import { monicQuintic, polynomial } from './polynomial';
import { productRest } from './two-words';

/** 1 / √(2π) */
export const PEAK: f64 = 0.3989422804014327;

/** |x| where it changes Φ(-|x|): at these limits the bell below, lowered, is 0. */
export function normalBounded<T extends number>(x: v128): v128 {
  return atMost<f64>(abs<f64>(x), splat<f64>(sizeof<T>() == 4 ? 17 : 39.8));
}

/**
 * M(a) for bounded a as q(v) / (a + 1), v = (a - 6) / (a + 6), where rounding v matters little because
 * q is nearly flat (after Shepherd and Laframboise 1981); coefficients from scripts/polynomial.py.
 */
export function millsRatio(a: v128): v128 {
  const six = splat<f64>(6);
  const v = f64x2.div(f64x2.sub(a, six), f64x2.add(a, six));
  const q = polynomial<f64>(
    v,
    0.45345520027112796,
    -0.08502536230577071,
    0.03981142456242614,
    -0.004373386779594267,
    -0.016141517332016585,
    0.022592467062790184,
    -0.01976647922347274,
    0.013246864154143136,
    -0.007059819385692943,
    0.0029356555161348216,
    -0.0008689948784695999,
    0.00011948966112044701,
    3.7795720721719325e-5,
    -2.6353370922340768e-5,
    4.410319693899139e-6,
    1.7835962445004018e-6,
    -9.96067383094537e-7,
    2.6241435975794535e-10,
    1.2854357115192253e-7,
    -2.117768977754764e-8,
    -1.3212281308362402e-8,
    3.936944721064198e-9,
    8.824917564459503e-10,
    -3.550987494440573e-10,
  );
  return f64x2.div(q, f64x2.add(a, splat<f64>(1)));
}

/** e^(-(a + rest)²/2) for bounded a, lifted as `liftedExp` is. */
export function liftedBell<T extends number>(a: v128, rest: v128): v128 {
  // log2(e) / 2
  if (sizeof<T>() == 4) {
    return narrowExp2(f64x2.mul(f64x2.mul(a, a), splat<f64>(-0.7213475204444817)), 0);
  }
  const half = f64x2.mul(splat<f64>(-0.5), a);
  const exponent = f64x2.mul(half, a);
  const lost = f64x2.sub(productRest<T>(half, a, exponent), f64x2.mul(a, rest));
  return boundedLiftedExp<T>(exponent, lost);
}

/** √(log2(e) / 2): w = a · NARROW_UNIT makes e^(-a²/2) = 2^(-w²). */
export const NARROW_UNIT: f64 = 0.8493218002880191;

/**
 * Φ(-a) for a float32 result, from w = ±a · NARROW_UNIT: M(a) and 2^f, both as quotients, share a
 * division; coefficients from scripts/polynomial.py.
 */
export function narrowTail(w: v128): v128 {
  // Beyond 12.3 the result is 0.
  const a = atMost<f64>(abs<f64>(w), splat<f64>(14));
  const square = f64x2.mul(a, a);
  const shifted = f64x2.sub(roundingShift(0), square);
  const f = f64x2.add(f64x2.sub(shifted, roundingShift(0)), square);
  const upper = polynomial<f64>(
    a,
    21.594114231880887,
    22.25175032767025,
    10.936758311489532,
    2.850021130480826,
    0.33883436053197413,
  );
  const lower = monicQuintic<f64>(
    a,
    43.18822828931592,
    85.07614851441281,
    71.86118896759527,
    32.98866744570396,
    8.411890126457273,
  );
  // f has the other sign than the exponent.
  const even = exp2Even(f);
  const odd = exp2Odd(f);
  const quotient = f64x2.div(
    f64x2.mul(upper, f64x2.sub(even, odd)),
    f64x2.mul(lower, f64x2.add(even, odd)),
  );
  return timesPower(quotient, shifted);
}
