import { Direct, Elementwise, wideParameter } from './elementwise';
import { lowerHalf, narrow, upperHalf } from './lanes/halves';

/**
 * A function whose methods compute in float64 lanes for both types: for T = f32 each vector is
 * widened to two and the results are rounded once, to about half an ULP. Ranges are then no
 * concern either: no float32 result over- or underflows on the way.
 *
 * T says how precise the result must be, and the lanes functions take shorter polynomials for f32.
 */
export abstract class ThroughFloat64<T extends number> extends Elementwise<T> {
  /** As for Direct, in float64 lanes. For the upper half of a float32 vector `this` is 16 bytes on. */
  parameter(index: usize): v128 {
    return wideParameter<T>(changetype<usize>(this), index);
  }
}

/** A function whose values float32 lanes reach, at twice the speed, but whose slopes pass through float64. */
export abstract class SlopeThroughFloat64<T extends number> extends Direct<T> {}

/** The function F with the parameters at an address, in lanes of T: what the loops call. */
export function valueOf<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  x: v128,
): v128 {
  const f = changetype<F>(parameters);
  if (sizeof<T>() == 4 && f instanceof ThroughFloat64<T>) {
    return narrow(f.value(lowerHalf(x)), changetype<F>(parameters + 16).value(upperHalf(x)));
  }
  return f.value(x);
}

/** f'(x) of F in lanes of T. */
export function slopeOf<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  x: v128,
): v128 {
  const f = changetype<F>(parameters);
  if (sizeof<T>() == 4 && (f instanceof ThroughFloat64<T> || f instanceof SlopeThroughFloat64<T>)) {
    return narrow(f.slope(lowerHalf(x)), changetype<F>(parameters + 16).slope(upperHalf(x)));
  }
  return f.slope(x);
}

/** ∂f/∂(parameter number `index`) of F in lanes of T. */
export function parameterSlopeOf<F extends Elementwise<T>, T extends number>(
  index: usize,
  parameters: usize,
  x: v128,
): v128 {
  const f = changetype<F>(parameters);
  if (sizeof<T>() == 4 && f instanceof ThroughFloat64<T>) {
    const upper = changetype<F>(parameters + 16);
    return narrow(f.parameterSlope(index, lowerHalf(x)), upper.parameterSlope(index, upperHalf(x)));
  }
  return f.parameterSlope(index, x);
}
