/** Counts of slopes by column, and the two elementwise steps around them. */
import { ColumnReduction, FOUR } from './columns';
import { countNumber, countVector, keyTables } from './key-counts';

const FINITE: usize = 0;
const FLAT: usize = 1;
const ZERO: usize = 2;

/** Slopes with a size under it are flat. */
let flatUnder: f64 = 0;

export function setFlatUnder(limit: f64): void {
  flatUnder = limit;
}

/** Elements are slopes, or NaN where there is none. */
export class SlopeCounts<T extends number> extends ColumnReduction<T> {
  addLanes(x: usize, rows: usize, rowBytes: usize, stride: usize): bool {
    const state = changetype<usize>(this);
    const limit = v128.splat<T>(<T>flatUnder);
    const zero = v128.splat<T>(0);
    let some = v128.splat<i32>(0);
    let flat = v128.splat<i32>(0);
    let none = v128.splat<i32>(0);
    const tables = keyTables();
    for (let row: usize = 0; row < rows; row++, x += rowBytes) {
      countVector<T>(x, tables);
      const slope = v128.load(x);
      some = v128.sub<i32>(some, v128.eq<T>(slope, slope));
      flat = v128.sub<i32>(flat, v128.lt<T>(v128.abs<T>(slope), limit));
      none = v128.sub<i32>(none, v128.eq<T>(slope, zero));
    }
    addCounts<T>(state + FINITE * stride, some);
    addCounts<T>(state + FLAT * stride, flat);
    addCounts<T>(state + ZERO * stride, none);
    return true;
  }

  addOne(x: f64, stride: usize): void {
    const state = changetype<usize>(this);
    countNumber(x);
    if (x != x) return;
    add(state + FINITE * stride, 1);
    if (abs(x) < flatUnder) add(state + FLAT * stride, 1);
    if (x == 0) add(state + ZERO * stride, 1);
  }

  clearFour(): void {
    const state = changetype<usize>(this);
    for (let at: usize = 0; at < 3 * FOUR; at += 16) v128.store(state + at, v128.splat<i32>(0));
  }

  fold(lane: usize, stride: usize): void {
    for (let field = FINITE; field <= ZERO; field++) {
      add(changetype<usize>(this) + field * stride, load<f64>(lane + field * FOUR));
    }
  }
}

function add(at: usize, more: f64): void {
  store<f64>(at, load<f64>(at) + more);
}

/** Counts are 32 bits wide; of float64 lanes both halves hold the same. */
function addCounts<T extends number>(at: usize, counts: v128): void {
  if (sizeof<T>() == 4) {
    addTwo(at, counts);
    addTwo(at + 16, v128.shuffle<i64>(counts, counts, 1, 1));
  } else {
    addTwo(at, v128.shuffle<i32>(counts, counts, 0, 2, 0, 2));
  }
}

function addTwo(at: usize, counts: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.convert_low_i32x4_u(counts)));
}

/** slope = |slope|, negative where x < peak, NaN where x is not finite */
export function markSides<T extends number>(x: usize, slope: usize, count: usize, peak: f64): void {
  const end = x + count * sizeof<T>();
  const limit = v128.splat<T>(<T>peak);
  const sign = v128.neg<T>(v128.splat<T>(0));
  for (; x + 16 <= end; x += 16, slope += 16) {
    const v = v128.load(x);
    const left = v128.and(v128.lt<T>(v, limit), sign);
    const isFinite = v128.eq<T>(v128.sub<T>(v, v), v128.splat<T>(0));
    const marked = v128.or(v128.abs<T>(v128.load(slope)), left);
    v128.store(slope, v128.or(marked, v128.not(isFinite)));
  }
  for (; x < end; x += sizeof<T>(), slope += sizeof<T>()) {
    const v = load<T>(x);
    const size = abs(load<T>(slope));
    store<T>(slope, v - v == 0 ? (v < <T>peak ? -size : size) : <T>NaN);
  }
}

/** Whether any gradient is 0 where the slope is not, and no larger than `limit`. */
export function anyLost<T extends number>(
  gradient: usize,
  slope: usize,
  count: usize,
  limit: f64,
): bool {
  const end = gradient + count * sizeof<T>();
  const zero = v128.splat<T>(0);
  const most = v128.splat<T>(<T>limit);
  let found = v128.splat<i32>(0);
  for (; gradient + 16 <= end; gradient += 16, slope += 16) {
    const size = v128.abs<T>(v128.load(slope));
    const small = v128.and(v128.gt<T>(size, zero), v128.le<T>(size, most));
    found = v128.or(found, v128.and(small, v128.eq<T>(v128.load(gradient), zero)));
  }
  let any = v128.any_true(found);
  for (; gradient < end; gradient += sizeof<T>(), slope += sizeof<T>()) {
    const size = abs(load<T>(slope));
    if (load<T>(gradient) == 0 && size > 0 && size <= <T>limit) any = true;
  }
  return any;
}
