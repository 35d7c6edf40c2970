/**
 * The normal distribution function Φ in float64 lanes, to the precision of T, as
 * Φ(-a) = M(a) e^(-a²/2) for a >= 0: M is smooth and never small, so nothing is lost in the tail.
 */
import { abs, atMost, splat } from './arithmetic';
import { boundedLiftedExp, narrowExp2 } from './exp';
import { polynomial } from './polynomial';
import { productRest } from './two-words';

/** 1 / √(2π) */
export const PEAK: f64 = 0.3989422804014327;

/** |x| where it changes Φ(-|x|): at these limits the bell below, lowered, is 0. */
export function normalBounded<T extends number>(x: v128): v128 {
  return atMost<f64>(abs<f64>(x), splat<f64>(sizeof<T>() == 4 ? 17 : 39.8));
}

/** M(a) for bounded a as a quotient of polynomials without negative terms, from scripts/polynomial.py. */
export function millsRatio<T extends number>(a: v128): v128 {
  if (sizeof<T>() == 4) {
    const upper = polynomial<f64>(
      a,
      0.5000000020195996,
      0.4375937007939662,
      0.18267022756395898,
      0.04042960576918461,
      0.004082358524791503,
    );
    const lower = polynomial<f64>(
      a,
      1,
      1.6730722810342096,
      1.200255081794842,
      0.4679680460669196,
      0.10134849167433184,
      0.010232834964710953,
    );
    return f64x2.div(upper, lower);
  }
  const upper = polynomial<f64>(
    a,
    0.5,
    0.8271826026699026,
    0.6783918019176626,
    0.3563636068023978,
    0.13154403773894913,
    0.03548940042984599,
    0.007077350580471882,
    0.0010313590966463827,
    0.00010550308358398394,
    6.888404471046805e-6,
    2.206141608820233e-7,
  );
  const lower = polynomial<f64>(
    a,
    1,
    2.4522497661426708,
    2.8133958314729957,
    1.9973289481605838,
    0.9772321662020906,
    0.34694890025332376,
    0.0915094353867671,
    0.018003638082759107,
    0.002602500542560113,
    0.0002650100100628648,
    1.7266669414247877e-5,
    5.529976934507568e-7,
  );
  return f64x2.div(upper, lower);
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
