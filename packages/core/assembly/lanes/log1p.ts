/**
 * log(1 + e) in float64 lanes for 0 <= e <= 1, to the precision of T: 2 atanh(s), s = e / (2 + e),
 * as 2 (s + s z q(z)) with z = s² <= 1/9; coefficients from scripts/polynomial.py.
 */
import { splat } from './arithmetic';
import { polynomial } from './polynomial';

export function log1p<T extends number>(e: v128): v128 {
  const d = f64x2.add(splat<f64>(2), e);
  const s = f64x2.div(e, d);
  const z = f64x2.mul(s, s);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = polynomial<f64>(
      z,
      0.3333333366026371,
      0.1999985316596486,
      0.14296178997151418,
      0.10853287900440187,
      0.11612164612011674,
    );
  } else {
    q = polynomial<f64>(
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
  }
  const twice = f64x2.add(s, s);
  return f64x2.add(twice, f64x2.mul(f64x2.mul(twice, z), q));
}
