import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSums, squaredDeviation, squareError } from '../src/exact-sum.ts';

describe('exact sums', () => {
  it('keep what float64 would round away', () => {
    const sums = new ExactSums(1);
    for (const value of [1e16, 1, -1e16]) sums.add(0, value);
    expect(sums.rounded(0).high).toBe(1);
  });

  it('give integers of 100 bits to the last digit', () => {
    const integer = fc
      .bigInt({ min: -(2n ** 60n), max: 2n ** 60n })
      .map((value) => BigInt(Number(value)));
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 50 }), (values) => {
        const sums = new ExactSums(1);
        for (const value of values) sums.add(0, Number(value));
        expect(sums.rounded(0).high).toBe(Number(values.reduce((sum, value) => sum + value, 0n)));
      }),
    );
  });

  it('are infinite, not NaN, once they overflow', () => {
    const sums = new ExactSums(1);
    for (const value of [1e308, 1e308, 1]) sums.add(0, value);
    expect(sums.rounded(0).high).toBe(Infinity);
  });

  it('know the rounding error of a square', () => {
    const x = 1 + 2 ** -40;
    expect(x * x + squareError(x, x * x)).toBe(x * x);
    expect(squareError(x, x * x)).toBe(2 ** -80);
    expect(squareError(0.5, 0.25)).toBe(0);
  });

  it('give the spread of numbers about a mean 1e9 times as large', () => {
    const sums = new ExactSums(2);
    for (const value of [1e9 - 1, 1e9, 1e9 + 1]) {
      sums.add(0, value);
      sums.add(1, value * value);
      sums.low[1]! += squareError(value, value * value);
    }
    expect(squaredDeviation(sums.rounded(0), sums.rounded(1), 3)).toBe(2);
  });
});
