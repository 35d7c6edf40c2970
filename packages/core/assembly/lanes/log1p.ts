/** log(1 + e) in float64 lanes as 2 atanh(s), s = e / (2 + e) <= 1/3. */
import { atLeast, splat } from './arithmetic';
import { exp, exp2Even, exp2Odd, roundingShift, timesPower } from './exp';
import { polynomial } from './polynomial';

/** For 0 <= e <= 1: 2 (s + s z q(z)) with z = s²; coefficients from scripts/polynomial.py. */
export function log1p(e: v128): v128 {
  const d = f64x2.add(splat<f64>(2), e);
  const s = f64x2.div(e, d);
  const z = f64x2.mul(s, s);
  const q = polynomial<f64>(
    z,
    0.3333333333333333,
    0.19999999999999762,
    0.1428571428580005,
    0.11111111099118386,
    0.09090909948981357,
    0.07692271982430275,
    0.06667589315724629,
    0.05867139530651599,
    0.05422589197440007,
    0.03746071897775383,
    0.07815288900461426,
  );
  const twice = f64x2.add(s, s);
  return f64x2.add(twice, f64x2.mul(f64x2.mul(twice, z), q));
}

/** log(1 + e^x) for x <= 0 */
export function log1pOfExp<T extends number>(x: v128): v128 {
  if (sizeof<T>() == 8) return log1p(exp<T>(x));
  // e^-350 is 0 in float32 whatever it is divided by, and its square is a normal number. log2(e)
  const bounded = atLeast<f64>(x, splat<f64>(-350));
  return narrowLog1pOfExp2(f64x2.mul(bounded, splat<f64>(1.4426950408889634)));
}

/**
 * log(1 + 2^t) for a float32 result and t <= 0 that the caller has bounded: s = e / (2 + e) with
 * e = 2^t as a quotient takes one division.
 */
function narrowLog1pOfExp2(t: v128): v128 {
  const shifted = f64x2.add(t, roundingShift(0));
  const f = f64x2.sub(t, f64x2.sub(shifted, roundingShift(0)));
  const even = exp2Even(f);
  const odd = exp2Odd(f);
  const upper = timesPower(f64x2.add(even, odd), shifted);
  const lower = f64x2.sub(even, odd);
  const s = f64x2.div(upper, f64x2.add(f64x2.add(lower, lower), upper));
  // 2 atanh(s) / s; coefficients from scripts/polynomial.py
  const q = polynomial<f64>(
    f64x2.mul(s, s),
    1.9999999998090061,
    0.6666667902643397,
    0.39998711246862334,
    0.28620207408437237,
    0.21398560506678543,
    0.24393908084023025,
  );
  return f64x2.mul(s, q);
}
