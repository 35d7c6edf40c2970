import { setTimeout as sleep } from 'node:timers/promises';
import { tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { afterAll, describe, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

/** How long the output is watched after an abort. Threads look at the signal every 0.7 ms. */
const quietMs = 50;
const attempts = 3;
const length = 16_000_000;
const pools = [
  createPool({ threads: 2, runOn: 'workers' }),
  createPool({ runOn: 'calling-thread' }),
];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

describe.each(
  pools.map((pool) => [pool.threads === 2 ? 'two threads' : 'the calling thread', pool] as const),
)('on %s', (_, pool) => {
  const shared = samples(length, pool.allocate(length, 'float64'));
  const plain = samples(length, new Float64Array(length));

  test.each([
    ['shared', shared],
    ['plain', plain],
  ])('a %s array is left early, and then no more is written', async (_kind, x) => {
    await pool.forward(tanh, x.subarray(0, 100_000));
    const out = x === shared ? pool.allocate(length, 'float64') : new Float64Array(length);
    const latenciesMs: number[] = [];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const controller = new AbortController();
      const reason = new Error('changed my mind');
      const call = pool.forward(tanh, x, { out, signal: controller.signal });
      await sleep(20);
      const began = performance.now();
      controller.abort(reason);
      await expect(call).rejects.toBe(reason);
      latenciesMs.push(performance.now() - began);
      const left = sha256(out);
      await sleep(quietMs);
      expect(sha256(out)).toBe(left);
      expect(out.at(-1)).toBe(0);
    }
    console.log(`aborted within ${Math.max(...latenciesMs).toFixed(1)} ms`);
  });

  test('a signal that was aborted before starts nothing', async () => {
    const out = pool.allocate(length, 'float64');
    const call = pool.forward(tanh, shared, { out, signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(out[0]).toBe(0);
  });

  test('the pool computes the next call as if nothing had been', async () => {
    const x = shared.subarray(0, 100_000);
    expect(sha256(await pool.forward(tanh, x))).toBe(sha256(tanh.forward(x)));
  });
});

test('a call that waits behind another is left at once', async () => {
  const pool = createPool({ threads: 1, runOn: 'workers' });
  const x = samples(length, pool.allocate(length, 'float64'));
  const first = pool.forward(tanh, x, { out: x });
  const controller = new AbortController();
  const second = pool.forward(tanh, x.slice(), { signal: controller.signal });
  let firstIsDone = false;
  void first.then(() => (firstIsDone = true));
  await sleep(10);
  controller.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect(firstIsDone).toBe(false);
  await first;
  await pool.close();
});

test('progress grows to the total', async () => {
  for (const pool of pools) {
    for (const make of [
      (n: number) => new Float64Array(n),
      (n: number) => pool.allocate(n, 'float64'),
    ]) {
      let seen: number[] = [];
      // A call that is over before the first report is made again, twice as long.
      for (let n = length; seen.length < 2; n *= 2) {
        seen = [];
        await pool.forward(tanh, make(n), {
          onProgress({ done, total }) {
            expect(total).toBe(n);
            seen.push(done);
          },
        });
        expect(seen.at(-1)).toBe(n);
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      }
    }
  }
});

test('what onProgress throws ends the call', async () => {
  for (const pool of pools) {
    const thrown = new Error('the terminal is gone');
    const x = pool.allocate(length, 'float64');
    const call = pool.forward(tanh, x, {
      onProgress() {
        throw thrown;
      },
    });
    await expect(call).rejects.toBe(thrown);
  }
});
