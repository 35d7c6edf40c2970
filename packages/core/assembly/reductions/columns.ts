/**
 * Which column of a state an element belongs to, written once for every reduction and lane type.
 *
 * A state has one float64 for each field and column, all columns of a field together; `stride` is
 * the bytes of a field. Lanes stand for neighbouring columns. Where elements of one column lie in
 * a row, lanes stand for places in that row and are folded at its end.
 */

/**
 * What is kept of each column. It holds no fields: an instance *is* the address of its column.
 * Whatever is added is also counted by its key (key-counts.ts), in the same pass: counting keeps the
 * units for whole numbers busy, adding up those for vectors.
 */
export abstract class ColumnReduction<T extends number> {
  /**
   * Adds `rows` vectors that lie `rowBytes` apart to this column and its neighbours; false, and
   * nothing done, where they must go one element at a time.
   */
  abstract addLanes(x: usize, rows: usize, rowBytes: usize, stride: usize): bool;
  abstract addOne(x: f64, stride: usize): void;
  /** Makes a state of four columns empty. */
  abstract clearFour(): void;
  /** Adds the column `lane` of a state of four. */
  abstract fold(lane: usize, stride: usize): void;
}

/** Bytes of a field in a state of four columns. */
export const FOUR: usize = 32;
/** Room for a state of four columns with at most 16 fields. */
const stateBytes: usize = 512;
/** Bytes of a line of cache. */
const LINE: usize = 64;
/** Eight lines of rows this long, or a multiple, fill the places that a usual 32 KiB cache has for them. */
const longRow: usize = 1024;
/** So few at a time add up exactly in most columns of float32; gathered they take 16 KiB. */
const mostRows: usize = 256;
/** Folding lanes costs as much as this many elements one at a time. */
const leastVectors: usize = 8;

/** Elements in turn belong to columns in turn, from `column` on. */
export function addInTurn<R extends ColumnReduction<T>, T extends number>(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  column: usize,
  scratch: usize,
): void {
  const stride = columns << 3;
  const size: usize = sizeof<T>();
  if (column) {
    const first = min(columns - column, count);
    addRows<R, T>(x, first, 1, 0, state + (column << 3), stride, scratch);
    x += first * size;
    count -= first;
  }
  const rowBytes = columns * size;
  for (let rows = count / columns; rows; rows = count / columns) {
    const taken = min(rows, mostRows);
    addRows<R, T>(x, columns, taken, rowBytes, state, stride, scratch);
    x += taken * rowBytes;
    count -= taken * columns;
  }
  addRows<R, T>(x, count, 1, 0, state, stride, scratch);
}

/**
 * Long rows lie so far apart that a column's lines of cache push each other out: a strip as wide as
 * a line is gathered first.
 */
function addRows<R extends ColumnReduction<T>, T extends number>(
  x: usize,
  columns: usize,
  rows: usize,
  rowBytes: usize,
  state: usize,
  stride: usize,
  scratch: usize,
): void {
  if (rowBytes < longRow) return addStrip<R, T>(x, columns, rows, rowBytes, state, stride);
  const strip = LINE / sizeof<T>();
  const whole = columns - (columns % strip);
  const gathered = scratch + stateBytes;
  for (let c: usize = 0; c < whole; c += strip) {
    const from = x + c * sizeof<T>();
    for (let row: usize = 0; row < rows; row++) {
      const line = from + row * rowBytes;
      const to = gathered + row * LINE;
      v128.store(to, v128.load(line));
      v128.store(to, v128.load(line, 16), 16);
      v128.store(to, v128.load(line, 32), 32);
      v128.store(to, v128.load(line, 48), 48);
    }
    addStrip<R, T>(gathered, strip, rows, LINE, state + (c << 3), stride);
  }
  const rest = x + whole * sizeof<T>();
  addStrip<R, T>(rest, columns - whole, rows, rowBytes, state + (whole << 3), stride);
}

function addStrip<R extends ColumnReduction<T>, T extends number>(
  x: usize,
  columns: usize,
  rows: usize,
  rowBytes: usize,
  state: usize,
  stride: usize,
): void {
  const lanes: usize = 16 / sizeof<T>();
  for (let c: usize = 0; c < columns; c += lanes) {
    const at = x + c * sizeof<T>();
    const isWhole = c + lanes <= columns;
    if (isWhole && changetype<R>(state + (c << 3)).addLanes(at, rows, rowBytes, stride)) continue;
    for (let lane: usize = 0; lane < min(lanes, columns - c); lane++) {
      const column = changetype<R>(state + ((c + lane) << 3));
      for (let row: usize = 0; row < rows; row++) {
        column.addOne(<f64>load<T>(at + row * rowBytes + lane * sizeof<T>()), stride);
      }
    }
  }
}

/** `run` elements of a column, then as many of the next; the first is number `within` of its run. */
export function addInRuns<R extends ColumnReduction<T>, T extends number>(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  run: usize,
  column: usize,
  within: usize,
  scratch: usize,
): void {
  const lanes: usize = 16 / sizeof<T>();
  const stride = columns << 3;
  const four = changetype<R>(scratch);
  while (count) {
    let taken = min(run - within, count);
    const target = changetype<R>(state + (column << 3));
    let i: usize = 0;
    if (taken / lanes >= leastVectors) {
      const vectors = min(taken / lanes, mostRows);
      four.clearFour();
      if (four.addLanes(x, vectors, 16, FOUR)) {
        for (let lane: usize = 0; lane < lanes; lane++) target.fold(scratch + (lane << 3), stride);
        i = taken = vectors * lanes;
      }
    }
    for (; i < taken; i++) target.addOne(<f64>load<T>(x + i * sizeof<T>()), stride);
    x += taken * sizeof<T>();
    count -= taken;
    within += taken;
    if (within == run) {
      within = 0;
      column = column + 1 == columns ? 0 : column + 1;
    }
  }
}
