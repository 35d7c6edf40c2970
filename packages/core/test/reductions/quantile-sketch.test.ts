import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantileSketch } from '@actigrad/core';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 100), max: 2 ** 100 });

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  sketch.add(Float64Array.from(values));
  return sketch;
}

describe('a quantile sketch', () => {
  it('is within 2^-8 of the value of that rank', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const exact = values.toSorted((a, b) => a - b)[Math.floor(p * (values.length - 1))]!;
          const found = sketchOf(values).quantile(p);
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -8 + 1e-40);
        },
      ),
    );
  });

  it('merges into the sketch of the whole', () => {
    fc.assert(
      fc.property(fc.array(finite), fc.array(finite), (left, right) => {
        const merged = sketchOf(left);
        merged.merge(sketchOf(right));
        expect([...merged.buckets()]).toEqual([...sketchOf([...left, ...right]).buckets()]);
      }),
    );
  });

  it('lists buckets from the least value to the greatest', () => {
    const lows = [...sketchOf([3, -3, 0, 1e-20, -1e20, 1e20]).buckets()].map(({ low }) => low);
    expect(lows).toEqual(lows.toSorted((a, b) => a - b));
  });

  it('gives a histogram that counts every value in its range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1 }),
        (values) => {
          const counts = sketchOf(values).histogram(-8, 8, 16);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(values.length, 6);
        },
      ),
    );
  });

  it('counts what is over the float32 range at its end', () => {
    expect(sketchOf([1e300]).quantile(0.5)).toBeGreaterThan(3.3e38);
  });

  it('has no quantile of no values', () => {
    expect(new QuantileSketch().quantile(0.5)).toBeNaN();
    expect(new QuantileSketch().shareBelow(1)).toBeNaN();
  });
});

describe('a quantile sketch of float32', () => {
  it('is that of the same float64 numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.float()), (values) => {
        const [narrow, wide] = [new QuantileSketch(), new QuantileSketch()];
        narrow.add(Float32Array.from(values));
        wide.add(Float64Array.from(values));
        expect([...narrow.buckets()]).toEqual([...wide.buckets()]);
        expect(narrow.count).toBe(values.filter(Number.isFinite).length);
      }),
    );
  });
});
