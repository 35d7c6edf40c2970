/**
 * Vectors that a round of a loop computes side by side, 2 to 8. A processor waits for most results
 * of one vector; others fill these times, until the engine has no registers left for them. A
 * function whose fastest number is another than for most says so by `valueVectors` or
 * `slopeVectors`, as measured.
 *
 * Where an engine joins adjacent vectors in pairs, each pair takes one register. A function that is
 * faster there with longer rounds says so by `joinedValueVectors` or `joinedSlopeVectors`, and has a
 * second copy of that loop.
 */
import { Elementwise } from '../elementwise';
import { SlopeThroughFloat64, ThroughFloat64, valueOf } from '../through-float64';

/** Vectors that an engine computes as one: the size of a type, as generic code takes no numbers. */
export type Single = u8;
export type Joined = u16;

/** In a round of values; V is Single or Joined. */
export function valueVectorsOf<F extends Elementwise<T>, T extends number, V>(): usize {
  const f = changetype<F>(0);
  if (sizeof<V>() == sizeof<Joined>()) return f.joinedValueVectors();
  if (isDefined(f.valueVectors)) return f.valueVectors();
  if (sizeof<T>() == 4 && f instanceof ThroughFloat64<T>) return THROUGH_FLOAT64;
  return DIRECT;
}

/**
 * A value in such a round. A function that an engine would not join may have another way to the same
 * bits, `joinedValue`.
 */
export function roundValueOf<F extends Elementwise<T>, T extends number, V>(
  parameters: usize,
  x: v128,
): v128 {
  const f = changetype<F>(parameters);
  if (isDefined(f.joinedValue)) {
    if (sizeof<V>() == sizeof<Joined>()) return f.joinedValue(x);
  }
  return valueOf<F, T>(parameters, x);
}

/** In a round of slopes; V is Single or Joined. */
export function slopeVectorsOf<F extends Elementwise<T>, T extends number, V>(): usize {
  const f = changetype<F>(0);
  if (sizeof<V>() == sizeof<Joined>()) return f.joinedSlopeVectors();
  if (isDefined(f.slopeVectors)) return f.slopeVectors();
  if (sizeof<T>() == 4 && (f instanceof ThroughFloat64<T> || f instanceof SlopeThroughFloat64<T>)) {
    return THROUGH_FLOAT64;
  }
  return DIRECT;
}

const DIRECT: usize = 4;
/** Each of these is two vectors of float64. */
const THROUGH_FLOAT64: usize = 3;
