import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  QuantileSketch,
  Summary,
  type ColumnLayout,
  type Elements,
} from '@actigrad/core';

const kinds = { float32: Float32Array, float64: Float64Array };

/** Layouts whose columns lie in vectors, across them, and along runs of every kind. */
const layouts: readonly ColumnLayout[] = [
  { columns: 1 },
  { columns: 3 },
  { columns: 4 },
  { columns: 18 },
  { columns: 40_000 },
  { columns: 5, run: 7 },
  { columns: 3, run: 33 },
  { columns: 2, run: 1001 },
];

/** Numbers, with a seed: of as many powers of two as a training run shows, or of as many as given. */
function numbers(length: number, seed: number, octaves = 61): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const sign = state & 256 ? 1 : -1;
    return state % 7 === 0
      ? 0
      : sign * 2 ** ((state % octaves) - 40) * (1 + (state >>> 9) / 2 ** 23);
  });
}

const ofColumn = (values: readonly number[], { columns, run = 1 }: ColumnLayout, column: number) =>
  values.filter((_value, index) => Math.floor(index / run) % columns === column);

/** Σ v as a float64, computed in integers of 2^-1100. */
function exactSum(values: readonly number[]): number {
  let sum = 0n;
  for (const value of values) {
    let [whole, places] = [value, 0];
    while (!Number.isInteger(whole)) [whole, places] = [whole * 2, places + 1];
    sum += BigInt(whole) << BigInt(1100 - places);
  }
  // Number() rounds an integer once; the power of two that is left is exact.
  const shift = sum.toString(2).length > 1000 ? 900n : 0n;
  return (Number(sum >> shift) / 2 ** (1100 - Number(shift) - 550)) * 2 ** -550;
}

describe('a summary', () => {
  for (const layout of layouts) {
    for (const [dtype, Kind] of Object.entries(kinds)) {
      it(`of ${dtype} in ${layout.columns} columns of ${layout.run ?? 1} is what each column says`, () => {
        // Sums of few octaves fit in a float64; sums of many need what is beside it.
        const list = [...numbers(60_000, 3, 9), ...numbers(60_001, 5)];
        const summary = new Summary(layout);
        summary.add(Kind.from(list) as Elements);
        for (const column of [0, Math.floor(layout.columns / 2), layout.columns - 1]) {
          const mine = ofColumn(list, layout, column);
          const found = summary.column(column);
          expect(found).toMatchObject({
            count: mine.length,
            min: mine.reduce((a, b) => Math.min(a, b), Infinity) + 0,
            max: mine.reduce((a, b) => Math.max(a, b), -Infinity) + 0,
            positive: mine.filter((x) => x > 0).length,
            negative: mine.filter((x) => x < 0).length,
            zero: mine.filter((x) => x === 0).length,
          });
          expect(found.mean).toBe(exactSum(mine) / mine.length);
          expect(found.meanAbs).toBe(exactSum(mine.map(Math.abs)) / mine.length);
          const squares = exactSum(mine.map((x) => x * x));
          // A float64 has no exact square: the sum of rounded ones is not quite theirs.
          expect(found.l2 / Math.sqrt(squares)).toBeCloseTo(1, 15);
        }
      });
    }
  }

  it.each(layouts)('counts the keys of what a sketch counts, in columns of %o', (layout) => {
    const list = numbers(60_001, 7);
    for (const [index, value] of [NaN, Infinity, -Infinity, 1e300, -0].entries())
      list[1000 + 977 * index] = value;
    for (const Kind of Object.values(kinds)) {
      const [summary, sketch] = [new Summary(layout), new QuantileSketch()];
      summary.add(Kind.from(list) as Elements);
      sketch.add(Kind.from(list));
      expect([...summary.sketch.buckets()]).toEqual([...sketch.buckets()]);
      expect(summary.sketch.count).toBe(list.filter((x) => Number.isFinite(Kind.of(x)[0])).length);
    }
  });

  const values32 = Float32Array.from(numbers(50_000, 9));
  const values64 = Float64Array.from(values32);

  it('is the same wherever the array is cut, and of its merged parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...layouts),
        fc.array(fc.nat({ max: values32.length }), { maxLength: 3 }),
        fc.boolean(),
        (layout, cuts, wide) => {
          const values = wide ? values64 : values32;
          const whole = new Summary(layout);
          whole.add(values);
          const [inPieces, merged] = [new Summary(layout), new Summary(layout)];
          const ends = [...cuts, values.length].toSorted((a, b) => a - b);
          for (const [index, end] of ends.entries()) {
            const start = ends[index - 1] ?? 0;
            inPieces.add(values.subarray(start, end));
            const part = new Summary(layout);
            part.add(values.subarray(start, end), start);
            merged.absorb(structuredClone(part.parts()));
          }
          for (const summary of [inPieces, merged]) {
            expect(summary.whole).toEqual(whole.whole);
            for (const column of [0, layout.columns - 1])
              expect(summary.column(column)).toEqual(whole.column(column));
            expect([...summary.sketch.buckets()]).toEqual([...whole.sketch.buckets()]);
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('counts NaN and infinities by column, and leaves them out of the rest', () => {
    for (const Kind of [Float32Array, Float64Array]) {
      for (const layout of layouts.slice(0, -3)) {
        const values = new Kind(90_000).fill(2) as Elements;
        values.set([NaN, Infinity, -Infinity, NaN]);
        const summary = new Summary(layout);
        summary.add(values);
        expect(summary.nonFiniteOf()).toEqual({ nan: 2, positiveInfinity: 1, negativeInfinity: 1 });
        expect(summary.whole).toMatchObject({ count: 89_996, mean: 2, variance: 0, max: 2 });
        expect(summary.sketch.count).toBe(89_996);
        if (layout.columns > 1) expect(summary.nonFiniteOf(0).nan).toBeLessThan(3);
      }
    }
  });

  it('keeps its figures where squares pass the range of float32, and of float64', () => {
    const summary = new Summary({ columns: 1 });
    summary.add(Float32Array.of(3e38, -3e38, 1e-45, 0, 5));
    expect(summary.whole.l2).toBeCloseTo(Math.fround(3e38) * Math.SQRT2, -25);
    const wide = new Summary({ columns: 1 });
    wide.add(new Float64Array(64).fill(1e200));
    expect(wide.whole).toMatchObject({ mean: 1e200, l2: Infinity, variance: Infinity });
  });

  it('reads arrays in kernel memory where they are', () => {
    const values = allocate(5000, 'float32');
    values.set(numbers(5000, 4));
    const [inside, outside] = [new Summary({ columns: 8 }), new Summary({ columns: 8 })];
    inside.add(values);
    outside.add(Float32Array.from(values));
    expect(inside.whole).toEqual(outside.whole);
  });

  it('refuses columns and runs that are no whole numbers, and what is no array', () => {
    for (const layout of [{ columns: 0 }, { columns: 2.5 }, { columns: 1, run: -1 }])
      expect(() => new Summary(layout)).toThrow(expect.objectContaining({ code: 'CORE_SHAPE' }));
    expect(() => new Summary({ columns: 1 }).add('text' as never)).toThrow(
      expect.objectContaining({ code: 'CORE_DTYPE' }),
    );
  });
});
