import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { elu } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { samples, sha256 } from './samples.ts';
import { startThreads } from './started-pool.ts';

const length = 1_000_003;
const notIdempotent = elu.with({ alpha: 0.5 });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-stuck-'));
  vi.stubEnv('STUCK_MARK', join(folder, 'mark'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

function createStuckPool(): Pool {
  const workerUrl = new URL('./fixtures/stuck-worker.mjs', import.meta.url);
  return createPool({ threads: 2, runOn: 'workers', workerUrl, stallTimeoutMs: 100 });
}

test('a thread that is stuck is ended, and its chunk is finished by another, in place too', async () => {
  await using pool = createStuckPool();
  const array = pool.allocate(length, 'float32');
  samples(length, array);
  const expected = sha256(notIdempotent.forward(samples(length)));
  await pool.forward(notIdempotent, array, { out: array });
  expect(sha256(array)).toBe(expected);
});

test('so it is where the calling thread stands in for the other', async () => {
  const workerUrl = new URL('./fixtures/stuck-worker.mjs', import.meta.url);
  await using pool = createPool({ threads: 2, workerUrl, stallTimeoutMs: 100 });
  const x = samples(8 * length);
  const expected = sha256(notIdempotent.forward(x));
  const array = pool.allocate(x.length, 'float32');
  // Threads start once that would have paid.
  for (let calls = 0; calls < 500 && pool.stats().workers.size === 0; calls++) {
    array.set(x);
    await pool.forward(notIdempotent, array, { out: array });
  }
  expect(pool.stats().workers.size).toBeGreaterThan(0);
  expect(sha256(array)).toBe(expected);
});

test('a chunk that three threads are stuck in is given up, by its range', async () => {
  vi.stubEnv('STUCK_ALWAYS', '1');
  await using pool = createStuckPool();
  const x = pool.allocate(length, 'float32');
  const call = pool.forward(elu, x, { chunkElements: length });
  await expect(call).rejects.toMatchObject({
    code: 'POOL_WORKER_STUCK',
    message:
      '3 workers did not move for 100 ms computing elements 0 to 1000003 of elu and were ended',
  });
});

test('an abort does not wait for ever for a thread that is stuck', async () => {
  vi.stubEnv('STUCK_ALWAYS', '1');
  await using pool = createStuckPool();
  const x = pool.allocate(length, 'float32');
  const call = pool.forward(elu, x, { signal: AbortSignal.timeout(20) });
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a chunk that a thread took from the calling thread, and is stuck in, is computed by that', async () => {
  const workerUrl = new URL('./fixtures/stuck-joining-worker.mjs', import.meta.url);
  await using pool = createPool({ threads: 2, workerUrl, stallTimeoutMs: 100 });
  await startThreads(pool);
  const x = samples(length, pool.allocate(length, 'float32'));
  const out = pool.allocate(length, 'float32');
  const value = sha256(elu.forward(x));
  const began = performance.now();
  // Others may keep the thread from taking any for a while.
  let slow = 0;
  while (slow === 0 && performance.now() - began < 30_000) {
    out.fill(0);
    const call = pool.forward(elu, x, { out });
    slow = await Promise.race([call.then(() => 0), sleep(50).then(() => 1)]);
    await call;
    expect(sha256(out)).toBe(value);
  }
  expect(slow).toBe(1);
});
