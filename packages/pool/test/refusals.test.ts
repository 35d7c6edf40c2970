import { prelu, tanh } from '@actigrad/core';
import { createPool, type PoolOptions, type RunOptions } from '@actigrad/pool';
import { afterAll, describe, expect, test } from 'vitest';

const pool = createPool({ threads: 2 });
afterAll(() => pool.close());

test.each([
  [{ threads: 1.5 }, 'threads is 1.5; it must be a whole number from 1 to 256'],
  [{ threads: NaN }, 'threads is NaN; it must be a whole number from 1 to 256'],
  [{ threads: 0 }, 'threads is 0; it must be a whole number from 1 to 256'],
  [{ threads: '2' }, 'threads is 2; it must be a whole number from 1 to 256'],
  [{ runOn: 'gpu' }, 'runOn is gpu; it must be "auto" or "workers" or "calling-thread"'],
  [{ workerUrl: 7 }, 'workerUrl is 7; it must be a URL or an absolute path'],
  [
    { startTimeoutMs: 2 ** 31 },
    'startTimeoutMs is 2147483648; it must be a whole number from 1 to 2,147,483,647',
  ],
])('a pool with %o is refused', (options, message) => {
  expect(() => createPool(options as PoolOptions)).toThrow(
    expect.objectContaining({ name: 'RangeError', code: 'POOL_OPTION', message }),
  );
});

test('an option that does not exist is refused with those that do', () => {
  expect(() => createPool({ thread: 2 } as PoolOptions)).toThrow(
    expect.objectContaining({
      name: 'TypeError',
      code: 'POOL_UNKNOWN_OPTION',
      message:
        'there is no option "thread"; there are threads, runOn, workerUrl, startTimeoutMs, wide, stallTimeoutMs',
    }),
  );
  expect(() => pool.map(tanh, [], { onProgress() {} } as object)).toThrow(
    expect.objectContaining({ code: 'POOL_UNKNOWN_OPTION' }),
  );
});

describe('a call is refused before anything is written', () => {
  const x = Float32Array.of(1, 2, 3);
  const buffer = new Float32Array(8);

  test.each<[string, string, unknown]>([
    ['a chunk of no elements', 'POOL_OPTION', { chunkElements: 0 }],
    ['progress that is no function', 'POOL_OPTION', { onProgress: 'bar' }],
    ['a signal that is none', 'POOL_OPTION', { signal: new AbortController() }],
    ['options that are none', 'POOL_OPTION', null],
    ['an unknown option', 'POOL_UNKNOWN_OPTION', { output: x }],
    ['an out of another length', 'POOL_LENGTH', { out: new Float32Array(4) }],
    ['an out of another dtype', 'POOL_DTYPE', { out: new Float64Array(3) }],
    ['an out that is a list', 'POOL_DTYPE', { out: [0, 0, 0] }],
    ['a shape of another size', 'POOL_SHAPE', { shape: [2, 2] }],
    ['a bias of another dtype', 'POOL_DTYPE', { bias: Float64Array.of(1, 2, 3) }],
    ['biases for other channels', 'CORE_SHAPE', { shape: [1, 3], bias: Float32Array.of(1, 2) }],
    [
      'an out that is the bias',
      'POOL_OVERLAP',
      { shape: [1, 3], bias: buffer.subarray(0, 3), out: buffer.subarray(2, 5) },
    ],
  ])('%s', async (_, code, options) => {
    await expect(pool.forward(tanh, x, options as RunOptions<Float32Array>)).rejects.toMatchObject({
      code,
    });
    expect(x).toEqual(Float32Array.of(1, 2, 3));
    expect(buffer).toEqual(new Float32Array(8));
  });

  test('x and dy that do not belong together', async () => {
    const refusals = [
      [pool.backward(tanh, x, Float32Array.of(1)), 'POOL_LENGTH'],
      [pool.backward(tanh, x, Float64Array.of(1, 2, 3) as never), 'POOL_DTYPE'],
      [pool.backward(tanh, x, undefined as never), 'POOL_DTYPE'],
      [pool.forward(tanh, Int32Array.of(1) as never), 'POOL_DTYPE'],
      [pool.forward(tanh, undefined as never), 'POOL_DTYPE'],
      [pool.forward({ id: 'tanh' } as never, x), 'POOL_ACTIVATION'],
      [pool.forward('tanh' as never, x), 'POOL_ACTIVATION'],
    ] as const;
    for (const [call, code] of refusals) await expect(call).rejects.toMatchObject({ code });
  });

  test('an out that overlaps x in part', async () => {
    const call = pool.forward(tanh, buffer.subarray(0, 4), { out: buffer.subarray(2, 6) });
    await expect(call).rejects.toMatchObject({
      code: 'POOL_OVERLAP',
      message:
        'out starts 8 bytes from x in the same buffer; it must be x itself or not overlap it',
    });
    await pool.forward(tanh, buffer.subarray(0, 4), { out: buffer.subarray(4, 8) });
  });

  test('channels that the parameters do not have, also far from the calling thread', async () => {
    const workers = createPool({ threads: 1, runOn: 'workers' });
    const perChannel = prelu.with({ alpha: [0.1, 0.2] });
    for (const place of [pool, workers]) {
      const call = place.forward(perChannel, x, { shape: [1, 3] });
      await expect(call).rejects.toMatchObject({ code: 'CORE_SHAPE' });
    }
    await workers.close();
  });
});

test('an array that cannot be allocated is refused', () => {
  for (const length of [-1, 1.5, NaN, 2 ** 53]) {
    expect(() => pool.allocate(length, 'float32')).toThrow(
      expect.objectContaining({ code: 'POOL_LENGTH' }),
    );
  }
  expect(() => pool.allocate(1, 'float16' as never)).toThrow(
    expect.objectContaining({ code: 'POOL_DTYPE' }),
  );
});
