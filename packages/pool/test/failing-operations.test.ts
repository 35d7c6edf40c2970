import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gelu } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { openTensors, writeNpy } from '@actigrad/tensors/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What came of a run whose operation `at` failed. */
interface Failure {
  readonly at: number;
  readonly operation: string;
  readonly code?: string;
  readonly message?: string;
}

const preload = new URL('fixtures/failing-operation.mjs', import.meta.url);
const script = new URL('fixtures/fail-each-operation.mjs', import.meta.url);
let folder: string;
let failures: readonly Failure[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-operations-'));
  const data = Float32Array.of(-2, -0.5, 0, 0.1, 3);
  await writeNpy(join(folder, 'x.npy'), { dtype: 'F32', shape: [5], data });
  const args = ['--import', preload.href, fileURLToPath(script)];
  const env = { ...process.env, FAIL_FOLDER: folder };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  failures = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Failure);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const outputs = async (): Promise<readonly [Failure, Buffer][]> =>
  Promise.all(
    failures.map(async (failure) => [
      failure,
      await readFile(join(folder, String(failure.at), 'y.npy')),
    ]),
  );

test('every operation on files has failed once: those of opening, locking, computing and replacing', () => {
  const operations = new Set(failures.map(({ operation }) => operation));
  for (const operation of [
    'open',
    'readSync',
    'writeSync',
    'linkSync',
    'renameSync',
    'fsync',
    'ftruncateSync',
  ])
    expect(operations).toContain(operation);
});

test('whichever fails, the output is the old one or the new one', async () => {
  const result = await readFile(join(folder, 'first', 'y.npy'));
  for (const [failure, output] of await outputs()) {
    const isNew = output.equals(result);
    expect([failure, isNew || output.toString()]).toEqual([failure, isNew || 'old']);
    if (failure.code === undefined) expect([failure, isNew]).toEqual([failure, true]);
  }
  await using file = await openTensors(join(folder, 'first', 'y.npy'));
  expect([...(await file.tensor('y').read())]).toEqual([
    ...gelu.forward(Float32Array.of(-2, -0.5, 0, 0.1, 3)),
  ]);
});

test('whichever fails, the error is one line, with a code of ours', () => {
  for (const failure of failures) {
    if (failure.code === undefined) continue;
    expect(failure).toMatchObject({
      code: expect.stringMatching(/^TENSORS_/) as string,
      message: expect.stringMatching(/^[^\n]+$/) as string,
    });
  }
});

test('whatever is left beside an output is gone, and the output whole, after the next run', async () => {
  const result = await readFile(join(folder, 'first', 'y.npy'));
  const pool = createPool({ threads: 1 });
  for (const failure of failures) {
    const place = join(folder, String(failure.at));
    if ((await readdir(place)).length === 2) continue;
    await pool.applyFile(gelu, join(place, 'x.npy'), join(place, 'y.npy'), { resume: true });
    expect([failure, await readdir(place)]).toEqual([failure, ['x.npy', 'y.npy']]);
    expect((await readFile(join(place, 'y.npy'))).equals(result)).toBe(true);
  }
  await pool.close();
});
