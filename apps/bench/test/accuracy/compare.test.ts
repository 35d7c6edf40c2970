import { expect, test } from 'vitest';
import { compare, stepLength } from '../../src/accuracy/compare.ts';
import type { Figures } from '../../src/accuracy/figures.ts';

const inputs = { first: 1000, step: 10 };

function figuresOf(pairs: readonly (readonly [got: number, exact: number])[]): Figures {
  const got = Float32Array.from(pairs, ([value]) => value);
  const exact = Float64Array.from(pairs, ([, value]) => value);
  return compare(got, exact, pairs.length, inputs);
}

test('an error is in units of the spacing at the exact value', () => {
  const spacing = 2 ** -23;
  expect(figuresOf([[1 + 3 * spacing, 1]]).maxUlp).toBe(3);
  expect(figuresOf([[1, 1 + spacing / 4]]).maxUlp).toBe(0.25);
  // Just below 1 the spacing is half of that above.
  expect(figuresOf([[1, 1 - spacing / 4]]).maxUlp).toBe(0.5);
  expect(figuresOf([[-3, -3 - 2 ** -22]]).maxUlp).toBe(1);
});

test('below the smallest normal the spacing is that of the subnormals', () => {
  expect(figuresOf([[2 ** -149, 2 ** -150]]).maxUlp).toBe(0.5);
  expect(figuresOf([[2 ** -149, 0]]).maxUlp).toBe(1);
  expect(figuresOf([[0, 2 ** -126]]).maxUlp).toBe(2 ** 23);
  expect(figuresOf([[0, 1e-300]]).maxUlp).toBeLessThan(1e-200);
});

test('equal infinities, an infinity that the exact value rounds to, and NaN for NaN are no error', () => {
  const right = figuresOf([
    [Infinity, Infinity],
    [-Infinity, -Infinity],
    [Infinity, 1e39],
    [NaN, NaN],
  ]);
  expect(right).toEqual({ count: 4, maxUlp: 0, worst: 0, sumUlp: 0, correctlyRounded: 4 });
});

test.each([
  [Infinity, 1],
  [1, Infinity],
  [Infinity, -Infinity],
  [NaN, 1],
  [1, NaN],
  [NaN, Infinity],
])('%d for %d is infinitely wrong', (got, exact) => {
  expect(figuresOf([[got, exact]])).toMatchObject({ maxUlp: Infinity, correctlyRounded: 0 });
});

test('a finite number for one beyond the range counts in the spacing of the last binade', () => {
  expect(figuresOf([[3.4028234663852886e38, 2 ** 128]]).maxUlp).toBe(1);
});

test('spacings can be held to those of a larger number', () => {
  const got = Float32Array.of(2 ** -20, 1);
  const exact = Float64Array.of(0, 1 + 2 ** -23);
  const figures = compare(got, exact, 2, inputs, { leastPower: 0.125 });
  expect(figures).toMatchObject({ maxUlp: 2 ** 6, sumUlp: 2 ** 6 + 1 });
});

test('a zero of the wrong sign is no error but not correctly rounded', () => {
  expect(figuresOf([[0, -0]])).toMatchObject({ maxUlp: 0, correctlyRounded: 0 });
  expect(figuresOf([[-0, -1e-300]])).toMatchObject({ correctlyRounded: 1 });
});

test('the worst input is the first with the largest error, wherever it stands', () => {
  for (const count of [1, 2, 3, 4, 5, 8, 101, stepLength]) {
    for (const worst of new Set([0, count >> 1, count - 1])) {
      const got = new Float32Array(count).fill(1);
      const exact = new Float64Array(count).fill(1);
      for (let index = worst; index < count; index++) exact[index] = 1.5;
      const figures = compare(got, exact, count, inputs);
      expect(figures).toEqual({
        count,
        maxUlp: 2 ** 22,
        worst: inputs.first + worst * inputs.step,
        sumUlp: (count - worst) * 2 ** 22,
        correctlyRounded: worst,
      });
    }
  }
});
