import { expect, test } from 'vitest';
import { tasksOf } from '../../src/accuracy/task.ts';

test.each([1, 4099, 2 ** 20])('tasks visit every %d. pattern once, in order', (step) => {
  let next = 0;
  for (const task of tasksOf('any', 'value', step)) {
    expect(task.first).toBe(next);
    next += task.count * task.step;
  }
  expect(next).toBeGreaterThanOrEqual(2 ** 32);
  expect(next - step).toBeLessThan(2 ** 32);
});
