/** Sums, extremes and counts of four columns of float32 at a time. */
import { countVector, keyTables } from './key-counts';
import { ABSOLUTE, SQUARES, SUM, addExtremes, addPair, lost, startFor, upper } from './lane-sums';

/** Four columns of float32, whose squares are exact in float64. */
export function addFour(x: usize, rows: usize, rowBytes: usize, state: usize, stride: usize): bool {
  // Without their sign, bits of floats are in the order of the floats; what is not finite is last.
  const withoutSign = v128.splat<i32>(0x7fffffff);
  const one = v128.splat<i32>(1);
  let greatest = v128.splat<i32>(0);
  // Less 1, so that zeros come last.
  let least = v128.splat<i32>(-1);
  for (let row: usize = 0, at = x; row < rows; row++, at += rowBytes) {
    const bits = v128.and(v128.load(at), withoutSign);
    greatest = i32x4.max_u(greatest, bits);
    least = i32x4.min_u(least, i32x4.sub(bits, one));
  }
  if (v128.any_true(i32x4.ge_u(greatest, v128.splat<i32>(0x7f800000)))) return false;
  least = i32x4.add(least, one);
  const bound0 = f64x2.promote_low_f32x4(greatest);
  const bound1 = f64x2.promote_low_f32x4(upper(greatest));
  const isExact = v128.and(
    sumIsExact(bound0, f64x2.promote_low_f32x4(least), rows),
    sumIsExact(bound1, f64x2.promote_low_f32x4(upper(least)), rows),
  );
  if (i64x2.all_true(isExact)) {
    addExactly(x, rows, rowBytes, state, stride, bound0, bound1);
  } else {
    addSums(x, rows, rowBytes, state, stride, bound0, bound1);
    addSizes(x, rows, rowBytes, state, stride, bound0, bound1);
  }
  return true;
}

/**
 * Whether float64 holds every sum of so many float32 between `least` and `bound` in size: all are
 * multiples of least / 2^24, and the sum is under 2^53 of these.
 */
function sumIsExact(bound: v128, least: v128, rows: usize): v128 {
  const most = f64x2.mul(bound, f64x2.splat(<f64>rows));
  return f64x2.le(most, f64x2.mul(least, f64x2.splat(268435456))); // 2^28
}

/** All in one, where only squares need a rest. */
function addExactly(
  x: usize,
  rows: usize,
  rowBytes: usize,
  state: usize,
  stride: usize,
  bound0: v128,
  bound1: v128,
): void {
  const zero = v128.splat<i32>(0);
  const startOfSquares0 = startFor(f64x2.mul(bound0, bound0), rows);
  const startOfSquares1 = startFor(f64x2.mul(bound1, bound1), rows);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let size0 = f64x2.splat(0);
  let size1 = f64x2.splat(0);
  let square0 = startOfSquares0;
  let square1 = startOfSquares1;
  let squareRest0 = f64x2.splat(0);
  let squareRest1 = f64x2.splat(0);
  let least = f32x4.splat(Infinity);
  let most = f32x4.splat(-Infinity);
  let positive = zero;
  let negative = zero;
  const tables = keyTables();
  for (let row: usize = 0, at = x; row < rows; row++, at += rowBytes) {
    countVector<f32>(at, tables);
    const v = v128.load(at);
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
    positive = i32x4.sub(positive, f32x4.gt(v, zero));
    negative = i32x4.sub(negative, f32x4.lt(v, zero));
    const x0 = f64x2.promote_low_f32x4(v);
    const x1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    sum0 = f64x2.add(sum0, x0);
    sum1 = f64x2.add(sum1, x1);
    size0 = f64x2.add(size0, f64x2.abs(x0));
    size1 = f64x2.add(size1, f64x2.abs(x1));
    const y0 = f64x2.mul(x0, x0);
    const y1 = f64x2.mul(x1, x1);
    const next0 = f64x2.add(square0, y0);
    const next1 = f64x2.add(square1, y1);
    squareRest0 = f64x2.add(squareRest0, lost(next0, square0, y0));
    squareRest1 = f64x2.add(squareRest1, lost(next1, square1, y1));
    square0 = next0;
    square1 = next1;
  }
  addPair(state, stride, SUM, sum0, f64x2.splat(0));
  addPair(state + 16, stride, SUM, sum1, f64x2.splat(0));
  addPair(state, stride, SQUARES, f64x2.sub(square0, startOfSquares0), squareRest0);
  addPair(state + 16, stride, SQUARES, f64x2.sub(square1, startOfSquares1), squareRest1);
  addPair(state, stride, ABSOLUTE, size0, f64x2.splat(0));
  addPair(state + 16, stride, ABSOLUTE, size1, f64x2.splat(0));
  addFourExtremes(state, stride, rows, least, most, positive, negative);
}

function addSums(
  x: usize,
  rows: usize,
  rowBytes: usize,
  state: usize,
  stride: usize,
  bound0: v128,
  bound1: v128,
): void {
  const start0 = startFor(bound0, rows);
  const start1 = startFor(bound1, rows);
  const startOfSquares0 = startFor(f64x2.mul(bound0, bound0), rows);
  const startOfSquares1 = startFor(f64x2.mul(bound1, bound1), rows);
  let sum0 = start0;
  let sum1 = start1;
  let sumRest0 = f64x2.splat(0);
  let sumRest1 = f64x2.splat(0);
  let square0 = startOfSquares0;
  let square1 = startOfSquares1;
  let squareRest0 = f64x2.splat(0);
  let squareRest1 = f64x2.splat(0);
  const tables = keyTables();
  for (let row: usize = 0, at = x; row < rows; row++, at += rowBytes) {
    countVector<f32>(at, tables);
    const x0 = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const x1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    let next0 = f64x2.add(sum0, x0);
    let next1 = f64x2.add(sum1, x1);
    sumRest0 = f64x2.add(sumRest0, lost(next0, sum0, x0));
    sumRest1 = f64x2.add(sumRest1, lost(next1, sum1, x1));
    sum0 = next0;
    sum1 = next1;
    const y0 = f64x2.mul(x0, x0);
    const y1 = f64x2.mul(x1, x1);
    next0 = f64x2.add(square0, y0);
    next1 = f64x2.add(square1, y1);
    squareRest0 = f64x2.add(squareRest0, lost(next0, square0, y0));
    squareRest1 = f64x2.add(squareRest1, lost(next1, square1, y1));
    square0 = next0;
    square1 = next1;
  }
  addPair(state, stride, SUM, f64x2.sub(sum0, start0), sumRest0);
  addPair(state + 16, stride, SUM, f64x2.sub(sum1, start1), sumRest1);
  addPair(state, stride, SQUARES, f64x2.sub(square0, startOfSquares0), squareRest0);
  addPair(state + 16, stride, SQUARES, f64x2.sub(square1, startOfSquares1), squareRest1);
}

/** In a loop of its own: with the sums there would be more running values than registers. */
function addSizes(
  x: usize,
  rows: usize,
  rowBytes: usize,
  state: usize,
  stride: usize,
  bound0: v128,
  bound1: v128,
): void {
  const zero = f32x4.splat(0);
  const start0 = startFor(bound0, rows);
  const start1 = startFor(bound1, rows);
  let size0 = start0;
  let size1 = start1;
  let sizeRest0 = f64x2.splat(0);
  let sizeRest1 = f64x2.splat(0);
  let least = f32x4.splat(Infinity);
  let most = f32x4.splat(-Infinity);
  let positive = i32x4.splat(0);
  let negative = i32x4.splat(0);
  for (let row: usize = 0, at = x; row < rows; row++, at += rowBytes) {
    const v = v128.load(at);
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
    positive = i32x4.sub(positive, f32x4.gt(v, zero));
    negative = i32x4.sub(negative, f32x4.lt(v, zero));
    const x0 = f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(at)));
    const x1 = f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(at, 8)));
    const next0 = f64x2.add(size0, x0);
    const next1 = f64x2.add(size1, x1);
    sizeRest0 = f64x2.add(sizeRest0, lost(next0, size0, x0));
    sizeRest1 = f64x2.add(sizeRest1, lost(next1, size1, x1));
    size0 = next0;
    size1 = next1;
  }
  addPair(state, stride, ABSOLUTE, f64x2.sub(size0, start0), sizeRest0);
  addPair(state + 16, stride, ABSOLUTE, f64x2.sub(size1, start1), sizeRest1);
  addFourExtremes(state, stride, rows, least, most, positive, negative);
}

function addFourExtremes(
  state: usize,
  stride: usize,
  rows: usize,
  least: v128,
  most: v128,
  positive: v128,
  negative: v128,
): void {
  addExtremes(
    state,
    stride,
    rows,
    f64x2.promote_low_f32x4(least),
    f64x2.promote_low_f32x4(most),
    f64x2.convert_low_i32x4_u(positive),
    f64x2.convert_low_i32x4_u(negative),
  );
  addExtremes(
    state + 16,
    stride,
    rows,
    f64x2.promote_low_f32x4(upper(least)),
    f64x2.promote_low_f32x4(upper(most)),
    f64x2.convert_low_i32x4_u(upper(positive)),
    f64x2.convert_low_i32x4_u(upper(negative)),
  );
}
