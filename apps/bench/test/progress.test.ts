import { expect, test } from 'vitest';
import { describeProgress } from '../src/progress.ts';

test('progress says share, rate and time left, in millions where they are many', () => {
  expect(describeProgress('inputs', 1_024e6, 8_192e6, 8)).toBe(
    '12 %  1,024 of 8,192 M inputs  128 M inputs/s  0:56 left',
  );
  expect(describeProgress('cells', 3, 12, 180)).toBe(
    '25 %  3 of 12 cells  0.01667 cells/s  9:00 left',
  );
});
