/** Sums, extremes and counts of two columns of float64 at a time. */
import { countVector, keyTables } from './key-counts';
import { ABSOLUTE, SQUARES, SUM, addExtremes, addPair, lost, startFor, upper } from './lane-sums';

/** Beyond it the float32 head of a float64 number, by which its square is split, would overflow. */
const greatestBound: f64 = 1.7014118346046923e38; // 2^127

/** Two columns of float64: their squares are no float64, and what they lack is summed beside. */
export function addTwo(x: usize, rows: usize, rowBytes: usize, state: usize, stride: usize): bool {
  const zero = f64x2.splat(0);
  const limit = f64x2.splat(greatestBound);
  let bound = zero;
  let isWithin = v128.splat<i32>(-1);
  for (let row: usize = 0, at = x; row < rows; row++, at += rowBytes) {
    const size = f64x2.abs(v128.load(at));
    bound = f64x2.pmax(bound, size);
    isWithin = v128.and(isWithin, f64x2.le(size, limit));
  }
  if (!i64x2.all_true(isWithin)) return false;
  const start = startFor(bound, rows);
  const startOfSquares = startFor(f64x2.mul(bound, bound), rows);
  let sum = start;
  let sumRest = zero;
  let square = startOfSquares;
  let squareRest = zero;
  let size = start;
  let sizeRest = zero;
  let least = f64x2.splat(Infinity);
  let most = f64x2.splat(-Infinity);
  let positive = zero;
  let negative = zero;
  const tables = keyTables();
  for (let row: usize = 0; row < rows; row++, x += rowBytes) {
    countVector<f64>(x, tables);
    const v = v128.load(x);
    let next = f64x2.add(sum, v);
    sumRest = f64x2.add(sumRest, lost(next, sum, v));
    sum = next;
    const y = f64x2.mul(v, v);
    next = f64x2.add(square, y);
    squareRest = f64x2.add(squareRest, f64x2.add(lost(next, square, y), squareError(v, y)));
    square = next;
    const positiveV = f64x2.abs(v);
    next = f64x2.add(size, positiveV);
    sizeRest = f64x2.add(sizeRest, lost(next, size, positiveV));
    size = next;
    least = f64x2.pmin(least, v);
    most = f64x2.pmax(most, v);
    positive = i64x2.sub(positive, f64x2.gt(v, zero));
    negative = i64x2.sub(negative, f64x2.lt(v, zero));
  }
  addPair(state, stride, SUM, f64x2.sub(sum, start), sumRest);
  addPair(state, stride, SQUARES, f64x2.sub(square, startOfSquares), squareRest);
  addPair(state, stride, ABSOLUTE, f64x2.sub(size, start), sizeRest);
  // Counts of a stretch fit into their lower 32 bits.
  const counts = v128.shuffle<i32>(positive, negative, 0, 2, 4, 6);
  addExtremes(
    state,
    stride,
    rows,
    least,
    most,
    f64x2.convert_low_i32x4_u(counts),
    f64x2.convert_low_i32x4_u(upper(counts)),
  );
  return true;
}

/** x² less its rounded value, from (h + r)² with h the float32 nearest to x. */
function squareError(x: v128, square: v128): v128 {
  const head = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
  const rest = f64x2.sub(x, head);
  const twice = f64x2.mul(f64x2.add(head, head), rest);
  return f64x2.add(
    f64x2.add(f64x2.sub(f64x2.mul(head, head), square), twice),
    f64x2.mul(rest, rest),
  );
}
