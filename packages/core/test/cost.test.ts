import { activations, speedClass } from '@actigrad/core';
import { expect, test } from 'vitest';

test('every function tells the instructions of its float32 loops', () => {
  for (const { id, cost } of activations.values()) {
    // At least a load and a store of each vector; half of a pair's may be left.
    for (const count of [cost.forward, cost.backward]) {
      expect(count, id).toBeGreaterThanOrEqual(2);
      expect(count, id).toBeLessThan(250);
      expect(Number.isInteger(2 * count), id).toBe(true);
    }
  }
  expect(activations.get('identity')?.cost.forward).toBe(2);
});

test.each([
  ['relu', 'light'],
  ['leaky-relu', 'light'],
  ['sigmoid', 'medium'],
  ['tanh', 'medium'],
  ['xielu', 'heavy'],
])('%s is %s', (id, expected) => {
  expect(speedClass(activations.get(id)?.cost.forward ?? 0)).toBe(expected);
});
