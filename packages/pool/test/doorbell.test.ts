import { expect, test } from 'vitest';
import { Doorbell } from '../src/doorbell.ts';

test('one who listens hears what was rung since, also before', () => {
  const bell = new Doorbell();
  const { rings } = bell;
  expect(bell.ring()).toBe(true);
  expect(bell.listen(rings)).toBe(true);
  expect(bell.rings).not.toBe(rings);
});

test('one who has waited in vain has left, and whoever rings then knows', () => {
  const bell = new Doorbell();
  expect(bell.listen(bell.rings)).toBe(false);
  expect(new Doorbell(bell.buffer).ring()).toBe(false);
});
