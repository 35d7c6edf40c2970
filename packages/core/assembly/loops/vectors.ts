/**
 * Vectors that a round of a loop computes side by side, 2 to 6. A processor waits for most results
 * of one vector; others fill these times, until the engine has no registers left for them. A
 * function whose fastest number is another than for most says so by `valueVectors` or
 * `slopeVectors`, as measured.
 */
import { Elementwise } from '../elementwise';
import { SlopeThroughFloat64, ThroughFloat64 } from '../through-float64';

/** In a round of values. */
export function valueVectorsOf<F extends Elementwise<T>, T extends number>(): usize {
  const f = changetype<F>(0);
  if (isDefined(f.valueVectors)) return f.valueVectors();
  if (sizeof<T>() == 4 && f instanceof ThroughFloat64<T>) return THROUGH_FLOAT64;
  return DIRECT;
}

/** In a round of slopes. */
export function slopeVectorsOf<F extends Elementwise<T>, T extends number>(): usize {
  const f = changetype<F>(0);
  if (isDefined(f.slopeVectors)) return f.slopeVectors();
  if (sizeof<T>() == 4 && (f instanceof ThroughFloat64<T> || f instanceof SlopeThroughFloat64<T>)) {
    return THROUGH_FLOAT64;
  }
  return DIRECT;
}

const DIRECT: usize = 4;
/** Each of these is two vectors of float64. */
const THROUGH_FLOAT64: usize = 3;
