import { activation, activations } from '@actigrad/core';
import { expect, test } from 'vitest';
import { chooseDomain, sampleCurve } from '@actigrad/plot';

test('the picture holds every kink and begins at six on both sides', () => {
  for (const each of activations.values()) {
    const facts = each.facts();
    const [start, end] = chooseDomain([facts]);
    expect(start).toBeLessThanOrEqual(-6);
    expect(end).toBeGreaterThanOrEqual(6);
    for (const { at } of facts.kinks) expect(at > start && at < end).toBe(true);
  }
});

test('a slope breaks at a kink, with its two sides and what it is there', () => {
  const { jumps } = sampleCurve(activation('relu'), 'slope', [-6, 6], 'f′(x)');
  expect(jumps).toEqual([{ at: 0, left: 0, right: 1, value: 0 }]);
  expect(sampleCurve(activation('relu'), 'value', [-6, 6], 'f(x)').jumps).toEqual([]);
});

test('the second derivative is that of the slope, and does not see a kink as a peak', () => {
  const tanh = sampleCurve(activation('tanh'), 'curvature', [-6, 6], 'f″(x)');
  for (const [index, x] of Array.from(tanh.x).entries()) {
    const exact = (-2 * Math.tanh(x)) / Math.cosh(x) ** 2;
    expect(tanh.y[index]).toBeCloseTo(exact, 6);
  }
  const relu = sampleCurve(activation('relu'), 'curvature', [-6, 6], 'f″(x)');
  expect(Math.max(...Array.from(relu.y, Math.abs))).toBe(0);
});
