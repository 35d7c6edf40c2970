import { activations } from '@actigrad/core';
import { expect, test } from 'vitest';
import { walk } from '../../src/accuracy/walk.ts';

test.each([...activations.values()].map((f) => ({ id: f.id, f })))(
  '$id: a walk in two parts finds what one walk finds',
  ({ f }) => {
    const step = 65_537;
    const count = Math.floor(2 ** 32 / step);
    for (const which of ['value', 'slope'] as const) {
      const { figures: whole } = walk(f, which, { first: 0, step }, count);
      const { figures: left } = walk(f, which, { first: 0, step }, 20_001);
      const rest = { first: 20_001 * step, step };
      const { figures: right } = walk(f, which, rest, count - 20_001);
      expect(whole.count).toBe(count);
      expect(whole.maxUlp).toBe(Math.max(left.maxUlp, right.maxUlp));
      expect(whole.correctlyRounded).toBe(left.correctlyRounded + right.correctlyRounded);
    }
  },
);
