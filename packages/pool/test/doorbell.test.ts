import { expect, test } from 'vitest';
import { Doorbell } from '../src/doorbell.ts';

const never = (): boolean => false;

test('one who looks out hears what was rung since, also before', () => {
  const bell = new Doorbell();
  const { rings } = bell;
  bell.ring();
  expect(bell.lookOut(rings, never, 1)).toBe(true);
  expect(bell.lookOut(bell.rings, never, 1)).toBe(false);
});

test('one who looks out also sees what nobody has rung for', () => {
  const bell = new Doorbell();
  expect(bell.lookOut(bell.rings, () => true, 1)).toBe(true);
});

test('one who dozes wakes at once if it was rung before', () => {
  const bell = new Doorbell();
  const { rings } = bell;
  bell.ring();
  expect(bell.doze(rings)).toBe(true);
  expect(bell.isAwake).toBe(true);
});

test('one who dozes in vain is told so', () => {
  const bell = new Doorbell();
  expect(bell.doze(bell.rings)).toBe(false);
});
