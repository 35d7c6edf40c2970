import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elu } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { samples, sha256 } from './samples.ts';

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
