import { splat } from '../lanes/arithmetic';
import { atLeast, atMost } from '../lanes/arithmetic';
import { liftedExpOfSum, lower } from '../lanes/exp';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** e^-x² */
export class Gaussian<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return lower<T>(liftedBell<T>(bounded(x)));
  }
  /** -2x e^-x² */
  slope(x: v128): v128 {
    const b = bounded(x);
    return lower<T>(f64x2.mul(f64x2.mul(splat<f64>(-2), b), liftedBell<T>(b)));
  }
}

/** e^-28² is 0 in both types. */
function bounded(x: v128): v128 {
  return atMost<f64>(atLeast<f64>(x, splat<f64>(-28)), splat<f64>(28));
}

function liftedBell<T extends number>(x: v128): v128 {
  const minusX = f64x2.neg(x);
  const exponent = f64x2.mul(minusX, x);
  return liftedExpOfSum<T>(exponent, productRest<T>(minusX, x, exponent));
}
