import { placeOf, release, sigmoid, allocate as allocateInKernel } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

const late = new URL('./fixtures/not-joining-worker.mjs', import.meta.url);
const exiting = new URL('./fixtures/exiting-worker.mjs', import.meta.url);
const megabyte = 2 ** 20;

test('the pool allocates in kernel memory, and workers compute there what core does', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers' });
  const x = samples(1_000_003, pool.allocate(1_000_003, 'float32'));
  expect(placeOf(x)).toMatchObject({ length: 1_000_003, dtype: 'float32' });
  const y = await pool.forward(sigmoid, x);
  expect(placeOf(y)).toBeDefined();
  expect(sha256(y)).toBe(sha256(sigmoid.forward(x.slice())));
});

test('arrays that core allocated, subarrays and float64 are computed where they are', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers' });
  const whole = allocateInKernel(300_000, 'float64');
  samples(300_000, whole);
  const x = whole.subarray(7, 250_000);
  const dy = samples(x.length, allocateInKernel(x.length, 'float64'));
  const expected = sha256(sigmoid.backward(x.slice(), dy.slice()));
  expect(sha256(await pool.backward(sigmoid, x, dy, { out: dy }))).toBe(expected);
});

test('shared arrays outside kernel memory give the same bits', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers' });
  const x = samples(500_001, new Float32Array(new SharedArrayBuffer(4 * 500_001)));
  expect(sha256(await pool.forward(sigmoid, x))).toBe(sha256(sigmoid.forward(x.slice())));
});

test('a worker that loaded core before it joined computes the same on views', async () => {
  await using pool = createPool({ threads: 2, runOn: 'workers', workerUrl: late });
  const x = samples(500_001, pool.allocate(500_001, 'float32'));
  const expected = sha256(sigmoid.forward(x.slice()));
  expect(sha256(await pool.forward(sigmoid, x, { out: x }))).toBe(expected);
});

async function runOnce(workerUrl?: URL): Promise<void> {
  await using pool = createPool({ threads: 2, runOn: 'workers', ...(workerUrl && { workerUrl }) });
  const x = pool.allocate(200_000, 'float32');
  await pool.forward(sigmoid, x, { out: x }).catch(() => {});
  release(x);
}

/** Where the next block comes to lie. */
function endOfKernelMemory(): number {
  return allocateInKernel(1_234_567, 'float32').byteOffset;
}

test('threads that come and go use the same kernel memory', async () => {
  await runOnce();
  await runOnce(exiting);
  const before = endOfKernelMemory();
  for (let time = 0; time < 6; time++) await runOnce(time % 2 ? exiting : undefined);
  // The probe itself takes about 5 MB each time.
  expect(endOfKernelMemory() - before).toBeLessThan(8 * megabyte);
});
