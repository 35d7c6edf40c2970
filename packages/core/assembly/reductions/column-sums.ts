/** Sums, extremes and counts of the columns of an array. */
import { ColumnReduction, FOUR } from './columns';
import { addFour } from './four-columns';
import { countNumber } from './key-counts';
import {
  ABSOLUTE,
  FINITE,
  MAX,
  MIN,
  MINUS_INFINITY,
  NAN,
  NEGATIVE,
  PLUS_INFINITY,
  POSITIVE,
  SQUARES,
  SUM,
} from './lane-sums';
import { addTwo } from './two-columns';

export class ColumnSums<T extends number> extends ColumnReduction<T> {
  addLanes(x: usize, rows: usize, rowBytes: usize, stride: usize): bool {
    const state = changetype<usize>(this);
    return sizeof<T>() == 4
      ? addFour(x, rows, rowBytes, state, stride)
      : addTwo(x, rows, rowBytes, state, stride);
  }

  addOne(x: f64, stride: usize): void {
    scalarAdd(x, changetype<usize>(this), stride);
  }

  clearFour(): void {
    for (let field: usize = 0; field <= MINUS_INFINITY; field++) {
      const empty = field == MIN ? Infinity : field == MAX ? -Infinity : 0;
      const at = changetype<usize>(this) + field * FOUR;
      v128.store(at, f64x2.splat(empty));
      v128.store(at, f64x2.splat(empty), 16);
    }
  }

  fold(lane: usize, stride: usize): void {
    scalarFold(lane, changetype<usize>(this), stride);
  }
}

/** One element of any size, NaN and the infinities too. Named so: loops may call it. */
function scalarAdd(x: f64, state: usize, stride: usize): void {
  countNumber(x);
  if (x - x != 0) {
    const kind = x != x ? NAN : x > 0 ? PLUS_INFINITY : MINUS_INFINITY;
    return count(state + kind * stride, 1);
  }
  addOnePair(state + SUM * stride, stride, x, 0);
  const square = x * x;
  const head = <f64>(<f32>x);
  let error: f64 = 0;
  if (head != x && head - head == 0) {
    const rest = x - head;
    error = head * head - square + 2 * head * rest + rest * rest;
  }
  addOnePair(state + SQUARES * stride, stride, square, error);
  addOnePair(state + ABSOLUTE * stride, stride, abs(x), 0);
  widen(state, stride, x, x);
  if (x > 0) count(state + POSITIVE * stride, 1);
  if (x < 0) count(state + NEGATIVE * stride, 1);
  count(state + FINITE * stride, 1);
}

/** Adds one lane of a state of four columns, all finite. */
function scalarFold(lane: usize, state: usize, stride: usize): void {
  for (let field = SUM; field <= ABSOLUTE; field += 2) {
    const high = load<f64>(lane + field * FOUR);
    const low = load<f64>(lane + (field + 1) * FOUR);
    addOnePair(state + field * stride, stride, high, low);
  }
  widen(state, stride, load<f64>(lane + MIN * FOUR), load<f64>(lane + MAX * FOUR));
  for (let field = POSITIVE; field <= FINITE; field++) {
    count(state + field * stride, load<f64>(lane + field * FOUR));
  }
}

function addOnePair(at: usize, stride: usize, value: f64, rest: f64): void {
  const high = load<f64>(at);
  const sum = high + value;
  const part = sum - high;
  store<f64>(at, sum);
  store<f64>(at + stride, load<f64>(at + stride) + (high - (sum - part) + (value - part) + rest));
}

function widen(state: usize, stride: usize, least: f64, most: f64): void {
  const atMin = state + MIN * stride;
  const atMax = state + MAX * stride;
  if (least < load<f64>(atMin)) store<f64>(atMin, least);
  if (most > load<f64>(atMax)) store<f64>(atMax, most);
}

function count(at: usize, more: f64): void {
  store<f64>(at, load<f64>(at) + more);
}
