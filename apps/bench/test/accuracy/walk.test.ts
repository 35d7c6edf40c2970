import { activations } from '@actigrad/core';
import { expect, test } from 'vitest';
import { walk } from '../../src/accuracy/walk.ts';

test.each([...activations.values()].map((f) => ({ id: f.id, f })))(
  '$id: a walk in two parts finds what one walk finds',
  ({ f }) => {
    const step = 65_537;
    const count = Math.floor(2 ** 32 / step);
    const whole = walk(f, { first: 0, step }, count);
    const left = walk(f, { first: 0, step }, 20_001);
    const right = walk(f, { first: 20_001 * step, step }, count - 20_001);
    for (const which of ['value', 'slope'] as const) {
      expect(whole[which].count).toBe(count);
      expect(whole[which].maxUlp).toBe(Math.max(left[which].maxUlp, right[which].maxUlp));
      expect(whole[which].correctlyRounded).toBe(
        left[which].correctlyRounded + right[which].correctlyRounded,
      );
    }
  },
);
