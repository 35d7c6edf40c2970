import { tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';
import { startThreads } from './started-pool.ts';

const missing = new URL('./fixtures/no-such-worker.mjs', import.meta.url);
const silent = new URL('./fixtures/silent-worker.mjs', import.meta.url);
const x = samples(1_000_000);

test('a worker file that is missing is named in the error', async () => {
  const pool = createPool({ threads: 2, runOn: 'workers', workerUrl: missing });
  for (let attempt = 0; attempt < 2; attempt++) {
    const call = pool.forward(tanh, x);
    await expect(call).rejects.toThrow(/no worker thread could start from .*no-such-worker\.mjs: /);
    await expect(call).rejects.toMatchObject({ code: 'POOL_WORKERS_UNAVAILABLE' });
  }
  await pool.close();
});

test('a worker that never answers is given up in time', async () => {
  const pool = createPool({ threads: 2, runOn: 'workers', workerUrl: silent, startTimeoutMs: 300 });
  const call = pool.forward(tanh, x);
  await expect(call).rejects.toThrow(/no answer within 300 ms$/);
  await expect(call).rejects.toMatchObject({ code: 'POOL_WORKERS_UNAVAILABLE' });
  await pool.close();
});

test('on auto, what no worker can compute is computed here, with one warning', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const pool = createPool({ threads: 2, workerUrl: missing });
  const shared = pool.allocate(40_000_000, 'float64');
  await pool.forward(tanh, shared);
  await pool.forward(tanh, shared);
  expect(sha256(await pool.forward(tanh, x))).toBe(sha256(tanh.forward(x)));
  expect(warnings).toMatchObject([{ code: 'POOL_WORKERS_UNAVAILABLE' }]);
  expect(pool.stats().workers.size).toBe(0);
  process.off('warning', onWarning);
  await pool.close();
});

test('on auto, few elements start no thread, and many do once that would have paid', async () => {
  const pool = createPool({ threads: 2 });
  await pool.forward(tanh, pool.allocate(10_000, 'float32'));
  expect(pool.stats().workers.size).toBe(0);
  await startThreads(pool);
  expect(pool.stats().workers.size).toBeGreaterThan(0);
  await pool.close();
});

test('statistics count every element once', async () => {
  const pool = createPool({ threads: 2, runOn: 'workers' });
  await pool.forward(tanh, pool.allocate(1_000_000, 'float32'), { chunkElements: 100_000 });
  const { workers, callingThread } = pool.stats();
  const threads = [...workers.values()];
  expect(threads.reduce((sum, { elements }) => sum + elements, 0)).toBe(1_000_000);
  expect(threads.reduce((sum, { chunks }) => sum + chunks, 0)).toBe(10);
  expect(callingThread.elements).toBe(0);
  await pool.close();
});
