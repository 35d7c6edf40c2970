import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { elu, tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

const length = 4_000_003;
/** Half below zero once: applied a second time, it would change every negative element again. */
const notIdempotent = elu.with({ alpha: 0.5 });

describe('a thread that is killed from outside at any moment', () => {
  const pool = createPool({ threads: 2, runOn: 'workers' });
  // Node announces every worker of the process: these are the pool's own, once they say they are
  // ready. (Node 20 itself aborts when a worker is terminated while it loads a module.)
  const ready = new Set<Worker>();
  function watch(worker: Worker): void {
    worker.once('message', () => ready.add(worker));
    worker.once('exit', () => ready.delete(worker));
  }
  beforeAll(() => void process.on('worker', watch));
  afterAll(async () => {
    process.off('worker', watch);
    await pool.close();
  });

  async function killDuring<R>(call: Promise<R>, afterMs: number): Promise<R> {
    const killed = sleep(afterMs).then(() => [...ready].at(-1)?.terminate());
    const [result] = await Promise.all([call, killed]);
    return result;
  }

  test('has its chunks computed by the others', async () => {
    const x = samples(length, pool.allocate(length, 'float64'));
    const value = sha256(tanh.forward(x));
    await pool.forward(tanh, x);
    for (let afterMs = 0; afterMs < 24; afterMs += 2) {
      const out = pool.allocate(length, 'float64');
      await killDuring(pool.forward(tanh, x, { out, chunkElements: 300_000 }), afterMs);
      expect(sha256(out)).toBe(value);
    }
  });

  test('leaves no element that is computed twice in place', async () => {
    const x = samples(length);
    const value = sha256(notIdempotent.forward(x));
    const array = pool.allocate(length, 'float32');
    await pool.forward(notIdempotent, array);
    for (let afterMs = 0; afterMs < 12; afterMs++) {
      array.set(x);
      await killDuring(pool.forward(notIdempotent, array, { out: array }), afterMs);
      expect(sha256(array)).toBe(value);
    }
  });

  test('may be all of them at once', async () => {
    const x = samples(length, pool.allocate(length, 'float64'));
    await pool.forward(tanh, x);
    const call = pool.forward(tanh, x);
    await sleep(5);
    await Promise.all([...ready].map((worker) => worker.terminate()));
    expect(sha256(await call)).toBe(sha256(tanh.forward(x)));
  });
});

test('a block that a thread left half written over its input is finished from its journal', async () => {
  const workerUrl = new URL('./fixtures/half-copying-worker.mjs', import.meta.url);
  const pool = createPool({ threads: 1, runOn: 'workers', workerUrl });
  const x = samples(300_000);
  const array = pool.allocate(x.length, 'float32');
  array.set(x);
  // Two blocks a chunk: each is written by the second half of a dead thread's journal.
  await pool.forward(notIdempotent, array, { out: array, chunkElements: 131_072 });
  expect(sha256(array)).toBe(sha256(notIdempotent.forward(x)));
  await pool.close();
});

test('a chunk that ends three threads is given up, by its range', async () => {
  const workerUrl = new URL('./fixtures/exiting-worker.mjs', import.meta.url);
  const pool = createPool({ threads: 1, runOn: 'workers', workerUrl });
  const call = pool.forward(tanh, pool.allocate(length, 'float32'), { chunkElements: 1_000_000 });
  await expect(call).rejects.toMatchObject({
    code: 'POOL_WORKER_DIED',
    message:
      '3 workers died computing elements 0 to 1000000 of tanh; the last one: worker exited with code: 7',
  });
  await pool.close();
});
