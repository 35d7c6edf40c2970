import { activations, prelu, relu, tanh } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import { SlopeStatistics } from '@actigrad/diagnostics';

const layout = (units: number, samples: number) => ({ units, inner: 1, cycle: units, samples });

describe('slope statistics', () => {
  it('call a unit dead when its slope is 0 for every sample', () => {
    const slopes = new SlopeStatistics(relu, layout(3, 2));
    slopes.add(Float32Array.of(-1, -1, 1, -2, 3, 1));
    expect(slopes.unitsActiveAtMost(0)).toBe(1);
    expect(slopes.unitsActiveAtMost(0.5)).toBe(2);
    expect(slopes.unitsAlwaysActive()).toBe(1);
  });

  it('count slopes under 1 % as the facts of each function place them', () => {
    for (const activation of activations.values()) {
      for (const { side, from } of activation.facts().saturation) {
        const outwards = side === 'left' ? -1 : 1;
        const slopes = new SlopeStatistics(activation, layout(1, 2));
        slopes.add(Float64Array.of(from + outwards * 0.01, from + outwards * 3));
        expect(slopes.below1Percent, `${activation.id} ${side}`).toBe(2);
        expect(slopes.flatOn(side, 0.02), `${activation.id} ${side}`).toBe(1);
      }
    }
  });

  it('merge into those of the whole', () => {
    const x = Float32Array.from({ length: 40 }, (_, k) => Math.sin(k) * 12);
    const whole = new SlopeStatistics(tanh, layout(4, 10));
    whole.add([x, new Float32Array(40)]);
    const [first, second] = [0, 20].map((start) => {
      const half = new SlopeStatistics(tanh, layout(4, 5));
      half.add([x.subarray(start, start + 20), new Float32Array(20)]);
      return half;
    });
    first!.merge(second!);
    for (const key of ['count', 'below1Percent', 'zero', 'falseZeros'] as const)
      expect(first![key]).toEqual(whole[key]);
  });

  it('find gradients that a framework rounded to 0', () => {
    const x = Float32Array.of(9.5, 1, -10, 0.5);
    const slopes = new SlopeStatistics(tanh, layout(2, 2));
    slopes.add([x, Float32Array.of(0, 0.1, 0, 0.2)]);
    expect(slopes.falseZeros).toMatchObject({ count: 2, nearest: 9.5 });
    expect(slopes.falseZeros.largestSlope).toBeCloseTo(tanh.slope(9.5), 12);
    expect(slopes.unitsFalselyDead()).toBe(1);
  });

  it('blame no framework where a sample has no gradient at all, or the slope is large', () => {
    const slopes = new SlopeStatistics(tanh, layout(2, 2));
    slopes.add([Float32Array.of(9.5, 1, 0.3, 0.5), Float32Array.of(0, 0, 0, 0.2)]);
    expect(slopes.falseZeros.count).toBe(0);
  });

  it('take one learned parameter for each unit', () => {
    const slopes = new SlopeStatistics(prelu.with({ alpha: [0, 0.5] }), layout(2, 1));
    slopes.add(Float32Array.of(-1, -1));
    expect(slopes.unitsActiveAtMost(0)).toBe(1);
  });
});
