/** A matrix [rows, columns] in C order. */
export interface Matrix<A extends Float32Array | Float64Array = Float64Array> {
  readonly rows: number;
  readonly columns: number;
  readonly values: A;
}

function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** x wᵀ for inputs x [samples, inputs] and weights w [outputs, inputs]: a row of weights is read once. */
export function timesTransposed(x: Matrix, w: Matrix<Float32Array>): Matrix {
  const out = zeros(x.rows, w.rows);
  for (let output = 0; output < w.rows; output++) {
    const row = output * w.columns;
    for (let sample = 0; sample < x.rows; sample++) {
      out.values[sample * w.rows + output] = dot(
        x.values,
        sample * x.columns,
        w.values,
        row,
        w.columns,
      );
    }
  }
  return out;
}

/** Four sums at once, so that an addition need not wait for the one before. */
function dot(
  a: Float64Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  length: number,
): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    sum0 += a[aStart + index]! * b[bStart + index]!;
    sum1 += a[aStart + index + 1]! * b[bStart + index + 1]!;
    sum2 += a[aStart + index + 2]! * b[bStart + index + 2]!;
    sum3 += a[aStart + index + 3]! * b[bStart + index + 3]!;
  }
  for (; index < length; index++) sum0 += a[aStart + index]! * b[bStart + index]!;
  return sum0 + sum1 + (sum2 + sum3);
}

/** g w: gradients by the outputs [samples, outputs] become gradients by the inputs. */
export function times(g: Matrix, w: Matrix<Float32Array>): Matrix {
  const out = zeros(g.rows, w.columns);
  for (let output = 0; output < w.rows; output++) {
    const row = output * w.columns;
    for (let sample = 0; sample < g.rows; sample++) {
      const factor = g.values[sample * g.columns + output]!;
      const start = sample * w.columns;
      for (let input = 0; input < w.columns; input++)
        out.values[start + input]! += factor * w.values[row + input]!;
    }
  }
  return out;
}

/** gᵀ x: the gradient of the weights, summed over samples. */
export function transposedTimes(g: Matrix, x: Matrix): Matrix {
  const out = zeros(g.columns, x.columns);
  for (let output = 0; output < g.columns; output++) {
    const row = output * x.columns;
    for (let sample = 0; sample < x.rows; sample++) {
      const factor = g.values[sample * g.columns + output]!;
      const start = sample * x.columns;
      for (let input = 0; input < x.columns; input++)
        out.values[row + input]! += factor * x.values[start + input]!;
    }
  }
  return out;
}
