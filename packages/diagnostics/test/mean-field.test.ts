import { activation, activations, relu, sigmoid, tanh } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import {
  criticalInitialisation,
  deepLimit,
  expectations,
  predictPropagation,
} from '@actigrad/diagnostics';

describe('mean-field theory', () => {
  it('averages as the facts of every function do', () => {
    for (const one of activations.values()) {
      const { mean, meanSquare, slopeMeanSquare } = one.facts().normal;
      const found = expectations(one, 0, 1);
      expect(found.mean, one.id).toBeCloseTo(mean, 5);
      expect(found.meanSquare / meanSquare, one.id).toBeCloseTo(1, 5);
      expect(found.slopeMeanSquare / slopeMeanSquare, one.id).toBeCloseTo(1, 5);
    }
  });

  it('averages rectified normals of any mean as their closed forms say', () => {
    // E max(0, x) = m Φ(m/s) + s φ(m/s); E of its slope squared = Φ(m/s). Here m = s: Φ(1), φ(1).
    const [phi, density] = [0.8413447460685429, 0.24197072451914337];
    for (const std of [0.1, 1, 30]) {
      const found = expectations(relu, std, std ** 2);
      expect(found.mean / std).toBeCloseTo(phi + density, 6);
      expect(found.slopeMeanSquare).toBeCloseTo(phi, 6);
    }
  });

  it('takes the value at the mean where nothing varies', () => {
    expect(expectations(sigmoid, 0, 0)).toEqual({
      mean: 0.5,
      meanSquare: 0.25,
      slopeMeanSquare: 0.0625,
    });
  });

  it('finds He initialisation critical for a rectifier', () => {
    const { weights, biasVariance } = criticalInitialisation(relu)!;
    expect(weights).toBeCloseTo(2, 9);
    expect(biasVariance).toBe(0);
  });

  it('finds weights and biases at which every function keeps signal and gradient', () => {
    for (const one of activations.values()) {
      const critical = criticalInitialisation(one);
      if (!critical) continue;
      const { weights, biasVariance, variance } = critical;
      const { meanSquare, slopeMeanSquare } = expectations(one, 0, variance);
      expect(biasVariance, one.id).toBeGreaterThanOrEqual(0);
      expect(weights * slopeMeanSquare, one.id).toBeCloseTo(1, 9);
      expect((weights * meanSquare + biasVariance) / variance, one.id).toBeCloseTo(1, 4);
    }
  });

  it('tells order from chaos by χ in the deep limit', () => {
    expect(deepLimit(tanh, 0.5)).toMatchObject({ variance: 0 });
    expect(deepLimit(tanh, 0.5).chi).toBeCloseTo(0.5, 4);
    expect(deepLimit(tanh, 4).chi).toBeGreaterThan(1);
    expect(deepLimit(relu, 2).depthScale).toBe(Infinity);
    expect(deepLimit(relu, 4).variance).toBe(Infinity);
    expect(deepLimit(sigmoid, 1).depthScale).toBeLessThan(1);
  });

  it('gives the χ of sigmoid that 1/16 bounds', () => {
    const layers = Array.from({ length: 8 }, () => ({
      width: 64,
      activation: activation('sigmoid'),
    }));
    const predicted = predictPropagation({ inputs: 64, layers });
    for (const { chi } of predicted) expect(chi).toBeLessThan(1 / 16);
    expect(predicted[0]!.gradientRms / predicted[7]!.gradientRms).toBeLessThan(1e-4);
  });
});
