import { abs, copySign, select, splat } from '../lanes/arithmetic';
import { liftedExp, lower } from '../lanes/exp';
import { liftedTanhSlope, tanh } from '../lanes/hyperbolic';
import { polynomial } from '../lanes/polynomial';
import { ThroughFloat64 } from '../through-float64';

/** x - tanh x, whose terms cancel near 0: there x³ q(x²) with coefficients from scripts/polynomial.py. */
export class TanhShrink<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const limit = splat<f64>(sizeof<T>() == 4 ? 0.5 : 1);
    return select(f64x2.lt(abs<f64>(x), limit), near<T>(x), far<T>(x));
  }
  /** tanh² x, from 1 on as 1 - tanh' x, which is closer */
  slope(x: v128): v128 {
    const t = tanh<f64, T>(x);
    const square = f64x2.mul(t, t);
    if (sizeof<T>() == 4) return square;
    const complement = f64x2.sub(splat<f64>(1), lower<T>(liftedTanhSlope<T>(x, splat<f64>(0))));
    return select(f64x2.lt(abs<f64>(x), splat<f64>(1)), square, complement);
  }
  valueVectors(): usize {
    return 2;
  }
}

function near<T extends number>(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = polynomial<f64>(
      z,
      0.33333333320386505,
      -0.1333332959940025,
      0.05396649878175882,
      -0.02183908027392791,
      0.008621821062099357,
      -0.002679742569846649,
    );
  } else {
    q = polynomial<f64>(
      z,
      0.3333333333333333,
      -0.1333333333333309,
      0.05396825396804637,
      -0.02186948852912909,
      0.008863235404578283,
      -0.003592126679366341,
      0.0014558246920964941,
      -0.0005899792946300052,
      0.00023895705228738225,
      -9.646277743313181e-5,
      3.8389607893147334e-5,
      -1.4606131676715378e-5,
      4.987760317520347e-6,
      -1.3791814499083342e-6,
      2.6330772232959337e-7,
      -2.5155023659382105e-8,
    );
  }
  // z · q first: x³ alone may be subnormal where the result is not.
  return f64x2.mul(x, f64x2.mul(z, q));
}

function far<T extends number>(x: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.sub(x, tanh<f64, T>(x));
  // (|x| - 1) + 2 E / (1 + E) with E = e^-2|x|: the difference is exact up to 2.
  const one = splat<f64>(1);
  const a = abs<f64>(x);
  const e = lower<T>(liftedExp<T>(f64x2.mul(splat<f64>(-2), a)));
  const rest = f64x2.div(f64x2.add(e, e), f64x2.add(one, e));
  return copySign<f64>(f64x2.add(f64x2.sub(a, one), rest), x);
}
