import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gelu, relu } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { openTensors, writeNpy, writeNpz } from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples } from './samples.ts';

const chunks = 12;
const pool = createPool({ threads: 2, runOn: 'workers' });
let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-file-faults-'));
  const row = samples(2 ** 20) as Float32Array;
  const data = Array.from({ length: chunks }, () => row);
  await writeNpy(path('x.npy'), { dtype: 'F32', shape: [chunks, 2 ** 20], data });
  await pool.applyFile(relu, path('x.npy'), path('warm.npy'));
  await rm(path('warm.npy'));
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

describe('an abort', () => {
  test('rejects soon, leaves the old output, and is resumed in the same process', async () => {
    await writeFile(path('y.npy'), 'old');
    const controller = new AbortController();
    let aborted = 0;
    const call = pool.applyFile(gelu, path('x.npy'), path('y.npy'), {
      signal: controller.signal,
      onChunk({ chunk }) {
        if (chunk < 4 || controller.signal.aborted) return;
        aborted = performance.now();
        controller.abort();
      },
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    console.log(`rejected ${Math.round(performance.now() - aborted)} ms after the abort`);
    expect(await readFile(path('y.npy'), 'utf8')).toBe('old');
    await until(async () => (await readdir(folder)).includes('.y.npy.actigrad-journal'));
    const resumed = await untilFree(() =>
      pool.applyFile(gelu, path('x.npy'), path('y.npy'), { resume: true }),
    );
    expect(resumed.resumedChunks).toBeGreaterThanOrEqual(4);
    await pool.applyFile(gelu, path('x.npy'), path('z.npy'));
    expect(Buffer.compare(await readFile(path('y.npy')), await readFile(path('z.npy')))).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('what a process left that ended while it took the lock is removed', async () => {
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    const hostMark = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    await mkdir(path('left'));
    const journal = path('left/.w.npy.actigrad-journal');
    const [dead, living] = [pid, process.ppid].map((each) => `${journal}-${hostMark}-${each}-0`);
    await writeFile(dead!, '');
    await writeFile(living!, '');
    await pool.applyFile(gelu, path('x.npy'), path('left/w.npy'));
    const names = await readdir(path('left'));
    await rm(path('left'), { recursive: true });
    expect(names.toSorted()).toEqual([basename(living!), 'w.npy']);
  });

  test('before the start leaves nothing', async () => {
    const before = await readdir(folder);
    const signal = AbortSignal.abort();
    const call = pool.applyFile(gelu, path('x.npy'), path('new.npy'), { signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual(before);
  });

  test('of tensors on their way ends them, and the pool goes on', async () => {
    await writeNpz(path('x.npz'), [
      { name: 'a', dtype: 'F32', shape: [2 ** 22], data: samples(2 ** 22) as Float32Array },
    ]);
    await using file = await openTensors(path('x.npz'));
    const controller = new AbortController();
    const mapped = pool.mapTensors(gelu, file.tensors.values(), {
      signal: controller.signal,
      onChunk: () => controller.abort(),
    });
    await expect(writeNpz(path('aborted.npz'), mapped)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await readdir(folder)).not.toContain('aborted.npz');
    expect((await pool.applyFile(relu, path('x.npz'), path('r.npz'))).elements).toBe(2 ** 22);
  });
});

test('two calls for one output in one process are one: the other is refused', async () => {
  const calls = [1, 2].map(() => pool.applyFile(gelu, path('x.npy'), path('both.npy')));
  const ends = await Promise.allSettled(calls);
  const codes = ends.map(
    (end) => end.status === 'rejected' && (end.reason as { code: string }).code,
  );
  expect(codes.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    false,
    'POOL_OUTPUT_BUSY',
  ]);
});

test('a consumer of tensors that leaves early leaves nothing running', async () => {
  await using file = await openTensors(path('x.npy'));
  const [tensor] = [...pool.mapTensors(gelu, file.tensors.values())];
  for await (const piece of tensor!.data as AsyncIterable<Uint8Array>) {
    expect(piece.byteLength).toBe(4 * 2 ** 20);
    break;
  }
  expect((await pool.applyFile(relu, path('x.npy'), path('after.npy'))).chunks).toBe(chunks);
});

test('close waits for files that are on their way', async () => {
  const own = createPool({ threads: 1 });
  const call = own.applyFile(relu, path('x.npy'), path('closing.npy'));
  await own.close();
  expect(await call).toMatchObject({ chunks });
  await expect(own.applyFile(relu, path('x.npy'), path('late.npy'))).rejects.toMatchObject({
    code: 'POOL_CLOSED',
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What was aborted may still be cleaning up. */
async function untilFree<R>(act: () => Promise<R>): Promise<R> {
  for (;;) {
    try {
      return await act();
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== 'POOL_OUTPUT_BUSY') throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
