import { abs, atLeast, atMost, copySign, select, splat } from '../lanes/arithmetic';
import { liftedExp, lower } from '../lanes/exp';
import { liftedTanhSlope, tanh } from '../lanes/hyperbolic';
import { monicQuintic, polynomial } from '../lanes/polynomial';
import { ThroughFloat64 } from '../through-float64';

/** x - tanh x, whose terms cancel near 0. */
export class TanhShrink<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return narrowValue(x);
    return select(f64x2.lt(abs<f64>(x), splat<f64>(1)), near(x), far(x));
  }
  /** tanh² x, from 1 on as 1 - tanh' x, which is closer */
  slope(x: v128): v128 {
    const t = tanh<f64, T>(x);
    const square = f64x2.mul(t, t);
    if (sizeof<T>() == 4) return square;
    const complement = f64x2.sub(splat<f64>(1), lower<T>(liftedTanhSlope<T>(x, splat<f64>(0))));
    return select(f64x2.lt(abs<f64>(x), splat<f64>(1)), square, complement);
  }
}

/**
 * Of float32: x³ P(x²) / Q(x²) with coefficients from scripts/polynomial.py, to where tanh x rounds
 * to 1, and a line beyond.
 */
function narrowValue(x: v128): v128 {
  const bounded = atMost<f64>(atLeast<f64>(x, splat<f64>(-9.2)), splat<f64>(9.2));
  const z = f64x2.mul(bounded, bounded);
  const numerator = polynomial<f64>(
    z,
    107716477.80827628,
    8027706.473891871,
    149621.24752563477,
    824.7659733190676,
    0.9873546232277133,
  );
  const denominator = monicQuintic<f64>(
    z,
    323149433.433225,
    153342892.73786804,
    9466588.834106373,
    163503.73251421255,
    861.9527854112672,
  );
  const cubic = f64x2.mul(bounded, f64x2.mul(z, f64x2.div(numerator, denominator)));
  // In this order -0 keeps its sign.
  return f64x2.sub(cubic, f64x2.sub(bounded, x));
}

/** x³ q(x²) with coefficients from scripts/polynomial.py. */
function near(x: v128): v128 {
  const z = f64x2.mul(x, x);
  const q = polynomial<f64>(
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
  // z · q first: x³ alone may be subnormal where the result is not.
  return f64x2.mul(x, f64x2.mul(z, q));
}

/** (|x| - 1) + 2 E / (1 + E) with E = e^-2|x|: the difference is exact up to 2. */
function far(x: v128): v128 {
  const one = splat<f64>(1);
  const a = abs<f64>(x);
  const e = lower<f64>(liftedExp<f64>(f64x2.mul(splat<f64>(-2), a)));
  const rest = f64x2.div(f64x2.add(e, e), f64x2.add(one, e));
  return copySign<f64>(f64x2.add(f64x2.sub(a, one), rest), x);
}
