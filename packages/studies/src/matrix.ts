/** A float32 matrix [rows, columns] in C order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float32Array(rows * columns) };
}

/** a bᵀ of a [rows, inner] and b [columns, inner], by blocks of two rows of a and four of b. */
export function timesTransposed(a: Matrix, b: Matrix): Matrix {
  const out = zeros(a.rows, b.rows);
  for (let row = 0; row < a.rows; row += 2) {
    for (let column = 0; column < b.rows; column += 4) addDots(a, b, out.values, row, column);
  }
  return out;
}

/** The dot products of a block: each value that is read serves two or four of them. */
function addDots(a: Matrix, b: Matrix, out: Float32Array, row: number, column: number): void {
  const { columns: inner, values: x } = a;
  const w = b.values;
  // Beyond the last row the last is computed again, and not kept.
  const rowStart = (k: number) => Math.min(row + k, a.rows - 1) * inner;
  const columnStart = (k: number) => Math.min(column + k, b.rows - 1) * inner;
  const [a0, a1] = [rowStart(0), rowStart(1)];
  const [b0, b1, b2, b3] = [columnStart(0), columnStart(1), columnStart(2), columnStart(3)];
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let k = 0; k < inner; k++) {
    const x0 = x[a0 + k]!;
    const x1 = x[a1 + k]!;
    const w0 = w[b0 + k]!;
    const w1 = w[b1 + k]!;
    const w2 = w[b2 + k]!;
    const w3 = w[b3 + k]!;
    s00 += x0 * w0;
    s01 += x0 * w1;
    s02 += x0 * w2;
    s03 += x0 * w3;
    s10 += x1 * w0;
    s11 += x1 * w1;
    s12 += x1 * w2;
    s13 += x1 * w3;
  }
  const kept = Math.min(4, b.rows - column);
  const at = row * b.rows + column;
  out.set([s00, s01, s02, s03].slice(0, kept), at);
  if (row + 1 < a.rows) out.set([s10, s11, s12, s13].slice(0, kept), at + b.rows);
}

/** a b of a [rows, inner] and b [inner, columns]. */
export function times(a: Matrix, b: Matrix): Matrix {
  const out = zeros(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    addScaledRows(out.values, row * b.columns, b, a.values, row * a.columns, 1);
  }
  return out;
}

/** aᵀ b of a [inner, rows] and b [inner, columns]. */
export function transposedTimes(a: Matrix, b: Matrix): Matrix {
  const out = zeros(a.columns, b.columns);
  for (let row = 0; row < a.columns; row++) {
    addScaledRows(out.values, row * b.columns, b, a.values, row, a.columns);
  }
  return out;
}

/** Adds to a row of the result all rows of b, each times its factor: eight in one pass over the row. */
function addScaledRows(
  out: Float32Array,
  outStart: number,
  { rows, columns, values }: Matrix,
  factors: Float32Array,
  factorStart: number,
  factorStride: number,
): void {
  const f = new Float64Array(8);
  const whole = rows - (rows % 8);
  for (let row = 0; row < whole; row += 8) {
    let isZero = true;
    for (let k = 0; k < 8; k++) {
      f[k] = factors[factorStart + (row + k) * factorStride]!;
      isZero &&= f[k] === 0;
    }
    // Rectified gradients are often 0.
    if (isZero) continue;
    const f0 = f[0]!;
    const f1 = f[1]!;
    const f2 = f[2]!;
    const f3 = f[3]!;
    const f4 = f[4]!;
    const f5 = f[5]!;
    const f6 = f[6]!;
    const f7 = f[7]!;
    const start = row * columns;
    const end = start + columns;
    let at = outStart;
    for (let b = start; b < end; b++) {
      out[at]! +=
        f0 * values[b]! +
        f1 * values[b + columns]! +
        (f2 * values[b + 2 * columns]! + f3 * values[b + 3 * columns]!) +
        (f4 * values[b + 4 * columns]! +
          f5 * values[b + 5 * columns]! +
          (f6 * values[b + 6 * columns]! + f7 * values[b + 7 * columns]!));
      at++;
    }
  }
  for (let row = whole; row < rows; row++) {
    const factor = factors[factorStart + row * factorStride]!;
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      out[outStart + column]! += factor * values[start + column]!;
    }
  }
}
