import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TensorStatistics, type Floats, type UnitLayout } from '@actigrad/diagnostics';

function statisticsOf(values: Floats, units = 1, inner = 1): TensorStatistics {
  const statistics = new TensorStatistics(layoutOf(values.length, units, inner));
  statistics.add(values);
  return statistics;
}

function layoutOf(length: number, units: number, inner = 1): UnitLayout {
  return { units, inner, cycle: units * inner, samples: length / units };
}

const anyFloat = fc.float();
const rows = (units: number) =>
  fc.array(fc.array(anyFloat, { minLength: units, maxLength: units }), {
    minLength: 1,
    maxLength: 200,
  });

describe('tensor statistics', () => {
  it('are those of a plain two-pass sum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 1, maxLength: 300 }),
        (list) => {
          const values = Float32Array.from(list);
          const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
          const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
          const { whole } = statisticsOf(values);
          expect(whole.mean).toBeCloseTo(mean, 9);
          expect(whole.variance).toBeCloseTo(variance, 7);
          // Zeros of both signs are 0.
          expect(whole.min).toBe(Math.min(...values) + 0);
          expect(whole.max).toBe(Math.max(...values) + 0);
          expect(whole.l2).toBeCloseTo(Math.hypot(...values), 8);
        },
      ),
    );
  });

  it('of two halves merge into those of the whole, to the last digit', () => {
    fc.assert(
      fc.property(rows(3), rows(3), (first, second) => {
        const [a, b] = [Float32Array.from(first.flat()), Float32Array.from(second.flat())];
        const merged = statisticsOf(a, 3);
        merged.merge(statisticsOf(b, 3));
        const whole = statisticsOf(Float32Array.from([...a, ...b]), 3);
        expect(merged.whole).toEqual(whole.whole);
        for (const unit of [0, 1, 2]) expect(merged.unit(unit)).toEqual(whole.unit(unit));
        expect([merged.nan, merged.positiveInfinity, merged.negativeInfinity]).toEqual([
          whole.nan,
          whole.positiveInfinity,
          whole.negativeInfinity,
        ]);
      }),
    );
  });

  it('do not depend on where chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(anyFloat, { minLength: 1, maxLength: 500 }),
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        (list, cut, inner) => {
          const values = Float32Array.from(list);
          const at = cut % values.length;
          const inPieces = new TensorStatistics(layoutOf(values.length, 5, inner));
          inPieces.add(values.subarray(0, at));
          inPieces.add(values.subarray(at));
          const atOnce = statisticsOf(values, 5, inner);
          for (let unit = 0; unit < 5; unit++)
            expect(inPieces.unit(unit)).toEqual(atOnce.unit(unit));
        },
      ),
    );
  });

  it('give each unit its own, whatever lies between', () => {
    // Two samples of two channels of three pixels.
    const statistics = statisticsOf(
      Float64Array.of(1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60),
      2,
      3,
    );
    expect(statistics.unit(0)).toMatchObject({ count: 6, mean: 3.5, min: 1, max: 6 });
    expect(statistics.unit(1)).toMatchObject({ count: 6, mean: 35, min: 10, max: 60 });
  });

  it('count what is not finite and leave it out of the rest', () => {
    const statistics = statisticsOf(Float32Array.of(NaN, Infinity, -Infinity, 2, 4));
    expect(statistics).toMatchObject({
      nan: 1,
      positiveInfinity: 1,
      negativeInfinity: 1,
      nonFinite: 3,
    });
    expect(statistics.whole).toMatchObject({ count: 2, mean: 3, variance: 1, min: 2, max: 4 });
  });

  it('are NaN of nothing', () => {
    const { whole } = statisticsOf(Float32Array.of(NaN));
    expect(whole).toMatchObject({
      count: 0,
      mean: NaN,
      variance: NaN,
      min: NaN,
      max: NaN,
      l2: NaN,
    });
  });

  it('keep the spread of float64 numbers about a far mean', () => {
    const values = Float64Array.from({ length: 1000 }, (_, k) => 1e8 + (k % 2) * 1e-3);
    // The inputs are themselves rounded: their true spread is taken from their differences.
    const step = values[1]! - values[0]!;
    expect(statisticsOf(values).whole.std / (step / 2)).toBeCloseTo(1, 5);
  });

  it('measure how far signs agree within a unit', () => {
    expect(statisticsOf(Float32Array.of(1, 2, 3, -1, -2, -3), 2, 3).signCoherence).toBe(1);
    expect(statisticsOf(Float32Array.of(1, -2, -1, 2), 2, 2).signCoherence).toBe(0);
    expect(statisticsOf(Float32Array.of(0, 0), 2, 1).signCoherence).toBeNaN();
  });

  it('have quantiles that never leave the range, and a histogram of all values', () => {
    const statistics = statisticsOf(Float32Array.of(-3, -3, -3));
    expect([0, 0.5, 1].map((p) => statistics.quantile(p))).toEqual([-3, -3, -3]);
    expect(statistics.histogram(8).counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});
