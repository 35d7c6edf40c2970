import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sigmoid, tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

test('closing waits for what is in flight', async () => {
  const pool = createPool({ threads: 2, runOn: 'workers' });
  const long = samples(8_000_000, pool.allocate(8_000_000, 'float64'));
  const short = samples(10_000, pool.allocate(10_000, 'float64'));
  const calls = [pool.forward(tanh, short), pool.forward(tanh, long), pool.forward(sigmoid, short)];
  await pool.close();
  const hashes = (await Promise.all(calls)).map(sha256);
  expect(hashes).toEqual(
    [tanh.forward(short), tanh.forward(long), sigmoid.forward(short)].map(sha256),
  );
});

test('a closed pool refuses work and may be closed again', async () => {
  const pool = createPool();
  await pool.close();
  await pool.close();
  const x = Float32Array.of(1);
  await expect(pool.forward(tanh, x)).rejects.toMatchObject({ code: 'POOL_CLOSED' });
  await expect(pool.backward(tanh, x, x)).rejects.toMatchObject({ code: 'POOL_CLOSED' });
  expect(() => pool.map(tanh, [{ x }])).toThrow(expect.objectContaining({ code: 'POOL_CLOSED' }));
});

test('leaving its scope closes it', async () => {
  const pool = createPool({ threads: 1, runOn: 'workers' });
  const call = pool.forward(tanh, Float32Array.of(1));
  await pool[Symbol.asyncDispose]();
  expect(await call).toEqual(tanh.forward(Float32Array.of(1)));
  await expect(pool.forward(tanh, Float32Array.of(1))).rejects.toMatchObject({
    code: 'POOL_CLOSED',
  });
});

test('a process ends with its last work, though its pool was never closed', async () => {
  const program = `
    import { createPool } from '@actigrad/pool';
    import { relu } from '@actigrad/core';
    const pool = createPool({ threads: 2, runOn: 'workers' });
    console.log(...await pool.forward(relu, Float32Array.of(-1, 2)));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    { cwd: import.meta.dirname, timeout: 20_000 },
  );
  expect(stdout).toBe('0 2\n');
});
