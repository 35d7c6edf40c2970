import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from '../src/ticks.ts';

const texts = (ticks: readonly { text: string }[]): string[] => ticks.map(({ text }) => text);

describe('linearTicks', () => {
  it('are few, round and within the axis', () => {
    expect(texts(linearTicks([-6, 6], 6))).toEqual(['−6', '−4', '−2', '0', '2', '4', '6']);
    expect(texts(linearTicks([-0.17, 1.06], 2))).toEqual(['0', '0.5', '1']);
  });
});

describe('logTicks', () => {
  it('are all powers of ten where there is room', () => {
    expect(texts(logTicks([1e-4, 1], 8))).toEqual(['10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '1']);
  });

  it('skip evenly where there is not, and keep 1', () => {
    expect(texts(logTicks([1e-12, 1], 5))).toEqual(['10⁻¹²', '10⁻⁹', '10⁻⁶', '10⁻³', '1']);
  });

  it('are 1, 2 and 5 under two decades', () => {
    expect(texts(logTicks([0.4, 8], 5))).toEqual(['0.5', '1', '2', '5']);
  });
});
