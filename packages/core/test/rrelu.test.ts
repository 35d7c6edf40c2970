import { drawRrelu, rrelu } from '@actigrad/core';
import { expect, test } from 'vitest';

const length = 10_000;
const minusOne = new Float64Array(length).fill(-1);

test('training draws a slope for each element between the bounds, with their mean', () => {
  const slopes = drawRrelu({ length, seed: 7 })
    .forward(minusOne)
    .map((y) => -y);
  expect(Math.min(...slopes)).toBeGreaterThanOrEqual(1 / 8);
  expect(Math.max(...slopes)).toBeLessThan(1 / 3);
  const mean = slopes.reduce((sum, slope) => sum + slope) / length;
  expect(Math.abs(mean - rrelu.slope(-1))).toBeLessThan(0.002);
  expect(new Set(slopes).size).toBeGreaterThan(length * 0.99);
});

test('the gradient has the slopes of the values, and a seed draws them again', () => {
  const f = drawRrelu({ length, seed: 7 });
  const ones = new Float64Array(length).fill(1);
  expect(f.backward(minusOne, ones)).toEqual(f.forward(minusOne).map((y) => -y));
  expect(drawRrelu({ length, seed: 7 }).forward(minusOne)).toEqual(f.forward(minusOne));
  expect(drawRrelu({ length, seed: 8 }).forward(minusOne)).not.toEqual(f.forward(minusOne));
});

test('bounds of its own, and what does not fit is refused', () => {
  const half = drawRrelu({ length: 1, seed: 1, lower: 0.5, upper: 0.5 });
  expect([...half.forward(Float64Array.of(-1))]).toEqual([-0.5]);
  expect(() => drawRrelu({ length: 0, seed: 1 })).toThrow(
    expect.objectContaining({ code: 'CORE_LENGTH' }),
  );
  expect(() => drawRrelu({ length: 1, seed: 1, lower: NaN })).toThrow(
    expect.objectContaining({ code: 'CORE_PARAMETER_OUT_OF_RANGE' }),
  );
});
