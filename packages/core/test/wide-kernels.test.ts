import { expect, test } from 'vitest';
import {
  activations,
  type Activation,
  type Elements,
  widenedLoops,
  widenLoop,
} from '@actigrad/core';

const directions = ['forward', 'backward'] as const;
const dtypes = { float32: Float32Array, float64: Float64Array };

/** Results for arrays of every length up to three of the longest rounds, which end at any place of a round. */
function resultsOf(
  f: Activation,
  direction: (typeof directions)[number],
  dtype: keyof typeof dtypes,
): Elements[] {
  return Array.from({ length: 100 }, (_, length) => {
    const x = new dtypes[dtype](length).map((zero, index) => zero + (index - length / 2) / 3);
    const dy = new dtypes[dtype](length).fill(0.75);
    return direction === 'forward' ? f.forward(x) : f.backward(x, dy);
  });
}

// An engine that joins nothing runs the longer rounds too: where it does join, the pool's tests are about it.
test.each([...activations.values()].map((f) => [f.id, f] as const))(
  '%s: loops that are made for wide lanes give the same bits at any length',
  (_, f) => {
    for (const direction of directions) {
      for (const dtype of ['float32', 'float64'] as const) {
        const before = resultsOf(f, direction, dtype);
        expect(widenLoop(f, direction, dtype, (run) => run())).toBe(true);
        expect(widenedLoops()).toContainEqual({ id: f.id, direction, dtype });
        expect(resultsOf(f, direction, dtype)).toEqual(before);
      }
    }
  },
);
