import { normalNumbers } from '@actigrad/diagnostics';
import { describe, expect, it } from 'vitest';
import { times, timesTransposed, transposedTimes, type Matrix } from '../src/matrix.ts';

const normal = normalNumbers(1);

function draw(rows: number, columns: number): Matrix {
  return { rows, columns, values: Float32Array.from({ length: rows * columns }, normal) };
}

function transposed({ rows, columns, values }: Matrix): Matrix {
  const turned = Float32Array.from(values, (_, at) => {
    const [row, column] = [Math.floor(at / rows), at % rows];
    return values[column * columns + row]!;
  });
  return { rows: columns, columns: rows, values: turned };
}

/** By the definition, in float64. */
function product(a: Matrix, b: Matrix): number[] {
  return Array.from({ length: a.rows * b.columns }, (_, at) => {
    const [row, column] = [Math.floor(at / b.columns), at % b.columns];
    let sum = 0;
    for (let k = 0; k < a.columns; k++)
      sum += a.values[row * a.columns + k]! * b.values[k * b.columns + column]!;
    return sum;
  });
}

function expectNear({ values }: Matrix, expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [at, value] of values.entries())
    expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-4);
}

// Whole blocks, and every kind of rest.
describe.each([
  [1, 1, 1],
  [2, 4, 8],
  [3, 5, 9],
  [4, 7, 16],
  [5, 1, 31],
  [32, 10, 64],
])('a product of %i × %i over %i', (rows, columns, inner) => {
  const [a, b] = [draw(rows, inner), draw(inner, columns)];
  const expected = product(a, b);

  it('is that of its definition', () => expectNear(times(a, b), expected));
  it('is the same with b transposed', () =>
    expectNear(timesTransposed(a, transposed(b)), expected));
  it('is the same with a transposed', () =>
    expectNear(transposedTimes(transposed(a), b), expected));
});
