/**
 * What the sums of float32 and of float64 columns share.
 *
 * Sums are kept as pairs of float64, high + low. Within a stretch the high part of each lane starts
 * from a power of two that is larger than the whole sum: |high| ≥ |summand| then holds at every
 * step, and Dekker's FastTwoSum finds what an addition rounds away with two operations, not five.
 *
 * Dekker 1971, A floating-point technique for extending the available precision,
 * doi 10.1007/BF01397083; TwoSum by Knuth, The Art of Computer Programming, volume 2, 4.2.2
 */

/** Numbers of the fields: in core/src/reductions/summary.ts they have names. */
export const SUM: usize = 0;
export const SQUARES: usize = 2;
export const ABSOLUTE: usize = 4;
export const MIN: usize = 6;
export const MAX: usize = 7;
export const POSITIVE: usize = 8;
export const NEGATIVE: usize = 9;
export const FINITE: usize = 10;
export const NAN: usize = 11;
export const PLUS_INFINITY: usize = 12;
export const MINUS_INFINITY: usize = 13;

/** For each lane a power of two that is larger than the sum of so many numbers of at most this size. */
export function startFor(bound: v128, rows: usize): v128 {
  const size = f64x2.mul(bound, f64x2.splat(<f64>rows * 4));
  const exponent = v128.and(size, i64x2.splat(0x7ff0000000000000));
  return i64x2.add(exponent, i64x2.splat(0x0010000000000000));
}

/** high, low += value + rest, for two columns */
export function addPair(state: usize, stride: usize, field: usize, value: v128, rest: v128): void {
  const at = state + field * stride;
  const high = v128.load(at);
  const sum = f64x2.add(high, value);
  const part = f64x2.sub(sum, high);
  const error = f64x2.add(f64x2.sub(high, f64x2.sub(sum, part)), f64x2.sub(value, part));
  v128.store(at, sum);
  v128.store(at + stride, f64x2.add(v128.load(at + stride), f64x2.add(error, rest)));
}

/** What an addition to the larger `high` rounded away. */
export function lost(sum: v128, high: v128, value: v128): v128 {
  return f64x2.sub(value, f64x2.sub(sum, high));
}

export function upper(v: v128): v128 {
  return v128.shuffle<i64>(v, v, 1, 1);
}

export function addExtremes(
  state: usize,
  stride: usize,
  rows: usize,
  least: v128,
  most: v128,
  positive: v128,
  negative: v128,
): void {
  const atMin = state + MIN * stride;
  const atMax = state + MAX * stride;
  v128.store(atMin, f64x2.pmin(v128.load(atMin), least));
  v128.store(atMax, f64x2.pmax(v128.load(atMax), most));
  addTo(state + POSITIVE * stride, positive);
  addTo(state + NEGATIVE * stride, negative);
  addTo(state + FINITE * stride, f64x2.splat(<f64>rows));
}

function addTo(at: usize, value: v128): void {
  v128.store(at, f64x2.add(v128.load(at), value));
}
