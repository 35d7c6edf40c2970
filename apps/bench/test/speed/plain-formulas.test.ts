import { activation } from '@actigrad/core';
import { expect, test } from 'vitest';
import { inputs } from '../../src/speed/inputs.ts';
import { plainFormulas } from '../../src/speed/plain-formulas.ts';
import { plainLoop } from '../../src/speed/plain-loop.ts';
import { sampleIndexes } from '../../src/speed/contender.ts';

const n = 1000;

test.each(Object.keys(plainFormulas))(
  'the plain loop of %s computes what core does',
  async (name) => {
    const f = activation(name);
    const at = sampleIndexes(n);
    const x = Float64Array.from(at, (index) => inputs(n, 1)[index] as number);
    const dy = Float64Array.from(at, (index) => inputs(n, 2)[index] as number);
    for (const direction of ['forward', 'backward'] as const) {
      const opened = await plainLoop().open({ direction, f, n });
      const exact = direction === 'forward' ? f.forward(x) : f.backward(x, dy);
      expect(opened?.samples).toHaveLength(at.length);
      for (const [index, sample] of (opened?.samples ?? []).entries()) {
        const target = exact[index] as number;
        expect(Math.abs(sample - target) / Math.max(1, Math.abs(target)), direction).toBeLessThan(
          1e-5,
        );
      }
    }
  },
);
