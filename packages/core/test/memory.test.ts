import { allocate, release, sigmoid } from '@actigrad/core';
import { expect, test, vi } from 'vitest';

// Gigabytes pass through here, on machines of any speed.
vi.setConfig({ testTimeout: 120_000 });

const megabyte = 2 ** 20;

async function residentGrowth(work: () => void | Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  await work();
  return process.memoryUsage.rss() - before;
}

test('10,000 calls over plain arrays do not grow the process', async () => {
  const x = new Float32Array(100_000);
  const out = new Float32Array(100_000);
  sigmoid.forward(x, { out });
  const growth = await residentGrowth(() => {
    for (let call = 0; call < 10_000; call++) sigmoid.forward(x, { out });
  });
  expect(growth).toBeLessThan(32 * megabyte);
});

test('released memory is used again: 4 GB pass through the same block', async () => {
  const growth = await residentGrowth(() => {
    for (let call = 0; call < 10_000; call++) {
      const x = allocate(100_000, 'float32');
      sigmoid.forward(x, { out: x });
      release(x);
    }
  });
  expect(growth).toBeLessThan(32 * megabyte);
});

test('memory of arrays that nothing refers to is given back: 8 GB in a 4 GB memory', async () => {
  let calls = 0;
  await residentGrowth(async () => {
    for (let call = 0; call < 2000; call++) {
      allocate(megabyte, 'float32')[0] = 1;
      // The collector's callbacks run between tasks.
      if (call % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      calls++;
    }
  });
  expect(calls).toBe(2000);
});

test('a subarray keeps the memory of its array', async () => {
  const views: Float32Array[] = [];
  for (let index = 0; index < 300; index++) {
    const x = allocate(megabyte, 'float32');
    x.fill(index);
    if (index % 30 === 0) views.push(x.subarray(7, 8));
    if (index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(views.map(([value]) => value)).toEqual(views.map((_, index) => index * 30));
});

test('arrays stay valid when the memory grows, and new ones are zero', () => {
  const early = allocate(100, 'float64').fill(7);
  const late = allocate(16 * megabyte, 'float64');
  expect(early.every((value) => value === 7)).toBe(true);
  expect(late.every((value) => value === 0)).toBe(true);
  late.fill(3);
  release(late);
  expect(allocate(16 * megabyte, 'float64').every((value) => value === 0)).toBe(true);
});

test('what cannot be allocated is refused with a code', () => {
  expect(() => allocate(2 ** 31, 'float64')).toThrow(
    expect.objectContaining({ name: 'RangeError', code: 'CORE_OUT_OF_MEMORY' }),
  );
  for (const length of [-1, 1.5, NaN]) {
    expect(() => allocate(length, 'float32')).toThrow(
      expect.objectContaining({ code: 'CORE_LENGTH' }),
    );
  }
});

test('releasing twice, or a plain array, is refused', () => {
  const x = allocate(8, 'float32');
  release(x);
  for (const array of [x, new Float32Array(8)]) {
    expect(() => release(array)).toThrow(expect.objectContaining({ code: 'CORE_LENGTH' }));
  }
});
