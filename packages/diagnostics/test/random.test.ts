import { describe, expect, it } from 'vitest';
import { normalNumbers } from '../src/random.ts';

describe('normal numbers', () => {
  it('have the moments of N(0, 1), also for near seeds', () => {
    for (const seed of [0, 1, 2, 2 ** 40]) {
      const normal = normalNumbers(seed);
      const values = Float64Array.from({ length: 100_000 }, normal);
      const moment = (power: number) =>
        values.reduce((sum, value) => sum + value ** power, 0) / values.length;
      // Standard errors: 1, √2, √96 by √100,000.
      expect(Math.abs(moment(1))).toBeLessThan(4 / 316);
      expect(Math.abs(moment(2) - 1)).toBeLessThan((4 * 1.42) / 316);
      expect(Math.abs(moment(4) - 3)).toBeLessThan((4 * 9.8) / 316);
    }
  });

  it('differ between seeds', () => {
    const starts = Array.from({ length: 100 }, (_, seed) => normalNumbers(seed)());
    expect(new Set(starts).size).toBe(100);
  });
});
