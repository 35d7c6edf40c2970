import { allocate, countNonFinite, type Dtype, type Elements } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

const odd = [NaN, Infinity, -Infinity];
const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 100, 16384, 16385, 40_000];

function place(values: readonly number[], dtype: Dtype, isInKernel: boolean): Elements {
  if (!isInKernel) return (dtype === 'float32' ? Float32Array : Float64Array).from(values);
  const array = allocate(values.length, dtype);
  array.set(values);
  return array;
}

describe.each([
  ['float32', true],
  ['float32', false],
  ['float64', true],
  ['float64', false],
] as const)('countNonFinite of %s, in kernel memory: %s', (dtype, isInKernel) => {
  test.each(lengths)('counts each kind among %i elements, wherever it stands', (length) => {
    const expected = [0, 0, 0];
    const values = Array.from({ length }, (_, index) => {
      const kind = (Math.imul(index + 1, 2654435761) >>> 0) % 5;
      if (kind < 3) expected[kind]!++;
      return odd[kind] ?? (kind === 3 ? Number.MAX_VALUE : -0) / 1e300;
    });
    const [nan, positiveInfinity, negativeInfinity] = expected;
    expect(countNonFinite(place(values, dtype, isInKernel))).toEqual({
      nan,
      positiveInfinity,
      negativeInfinity,
    });
  });

  test('takes the largest and the smallest numbers for finite ones', () => {
    const largest = dtype === 'float32' ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
    const smallest = dtype === 'float32' ? 2 ** -149 : Number.MIN_VALUE;
    const values = [largest, -largest, smallest, -smallest, 0, -0];
    expect(countNonFinite(place(values, dtype, isInKernel))).toEqual({
      nan: 0,
      positiveInfinity: 0,
      negativeInfinity: 0,
    });
  });
});

test('refuses what is no array of floats', () => {
  const given = new Int32Array(3) as unknown as Float32Array;
  expect(() => countNonFinite(given)).toThrow(expect.objectContaining({ code: 'CORE_DTYPE' }));
});
