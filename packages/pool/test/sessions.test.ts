import { setTimeout as sleep } from 'node:timers/promises';
import { tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

test('a call is answered whether the threads are awake, dozing, about to leave or gone', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers' });
  const x = samples(10_000, pool.allocate(10_000, 'float32'));
  const value = sha256(tanh.forward(x));
  // They stay for some 10 ms.
  for (const restMs of [0, 1, 5, 8, 9, 10, 11, 12, 15, 30]) {
    for (let call = 0; call < 10; call++) {
      expect(sha256(await pool.forward(tanh, x))).toBe(value);
      await sleep(restMs);
    }
  }
  const threads = [...pool.stats().workers.values()];
  expect(threads.reduce((sum, { elements }) => sum + elements, 0)).toBe(100 * x.length);
});

test('more calls than threads are all answered, each once', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers' });
  const lengths = Array.from({ length: 50 }, (_, index) => 1000 * index + 1);
  const inputs = lengths.map((length) => samples(length));
  const results = await Promise.all(inputs.map((x) => pool.forward(tanh, x)));
  expect(results.map(sha256)).toEqual(inputs.map((x) => sha256(tanh.forward(x))));
});
