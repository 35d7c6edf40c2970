import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from '@actigrad/plot';
import { plainNumber } from '../../webview/plain-number.ts';

test('every number written for reading is read by programs as what it was', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      const shown = Number(value.toPrecision(6));
      expect(Number(plainNumber(formatNumber(value, 6)))).toBeCloseTo(shown === 0 ? 0 : shown, 12);
    }),
  );
  expect(plainNumber('−3.5·10⁻⁵')).toBe('-3.5e-5');
  expect(plainNumber('12,345.5')).toBe('12345.5');
});
