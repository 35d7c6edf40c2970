/** The logistic function σ(x) = 1 / (1 + e^-x) in lanes of type L, to the precision of T. */
import { add, atLeast, atMost, div, mul, negate, splat } from './arithmetic';
import { scaledExp } from './exp';

/**
 * 2^-24 (float32 lanes) and 2^-60 (float64 lanes). With c = 2^bias, c / (c + c e^-x) equals σ(x),
 * and c e^-x stays a normal number down to where σ(x) is half of the smallest subnormal.
 */
function bias<L extends number>(): f64 {
  return sizeof<L>() == 4 ? -24 : -60;
}

/** σ(x) */
export function logistic<L extends number, T extends number>(x: v128): v128 {
  // Half of the smallest subnormal is e^-103.98 and e^-745.14; 1 - σ is under half an ULP of 1 from 17 and 37.
  const lowest = splat<L>(sizeof<L>() == 4 ? -104.5 : -745.5);
  const highest = splat<L>(sizeof<L>() == 4 ? 20 : 40);
  const bounded = atMost<L>(atLeast<L>(x, lowest), highest);
  const c = splat<L>(sizeof<L>() == 4 ? 5.9604644775390625e-8 : 8.673617379884035e-19);
  return div<L>(c, add<L>(c, scaledExp<L, T>(negate<L>(bounded), bias<L>())));
}
