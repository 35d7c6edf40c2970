import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSums, squaredDeviation } from '../../src/reductions/exact-sum.ts';

const sumsOf = (length: number) =>
  new ExactSums(new Float64Array(length), new Float64Array(length));

describe('exact sums', () => {
  it('keep what float64 would round away', () => {
    const sums = sumsOf(1);
    for (const value of [1e16, 1, -1e16]) sums.add(0, value);
    expect(sums.rounded(0).high).toBe(1);
  });

  it('give integers of 100 bits to the last digit', () => {
    const integer = fc
      .bigInt({ min: -(2n ** 60n), max: 2n ** 60n })
      .map((value) => BigInt(Number(value)));
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 50 }), (values) => {
        const sums = sumsOf(1);
        for (const value of values) sums.add(0, Number(value));
        expect(sums.rounded(0).high).toBe(Number(values.reduce((sum, value) => sum + value, 0n)));
      }),
    );
  });

  it('are infinite, not NaN, once they overflow', () => {
    const sums = sumsOf(1);
    for (const value of [1e308, 1e308, 1]) sums.add(0, value);
    expect(sums.rounded(0).high).toBe(Infinity);
  });

  it('give the spread of numbers about a mean 1e9 times as large', () => {
    const sums = sumsOf(2);
    for (const value of [1e9 - 1, 1e9, 1e9 + 1]) {
      sums.add(0, value);
      // value² to 106 bits.
      const square = BigInt(value) ** 2n;
      sums.add(1, Number(square), Number(square - BigInt(Number(square))));
    }
    expect(squaredDeviation(sums.rounded(0), sums.rounded(1), 3)).toBe(2);
  });
});
