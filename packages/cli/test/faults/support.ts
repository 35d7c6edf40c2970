import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeNpy } from '@actigrad/tensors/node';
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest';
import { spawnActigrad, type Run, type Spawned } from '../actigrad.ts';

let folder: string;

/** What is beside an output on its way. */
export const partial = '.y.npy.actigrad-partial';
const journal = '.y.npy.actigrad-journal';

/** SHA-256 of the output of a run that nothing happened to. */
export let undisturbed: string;

/** A folder with x.npy, of so many chunks of 4 MiB; tests find nothing else in it. Each case is a real fault of a real process. */
export function useInput(chunks = 16): void {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'actigrad-faults-'));
    await chmod(folder, 0o755);
    await writeNpy(path('x.npy'), { dtype: 'F32', shape: [chunks, 2 ** 20], data: rows(chunks) });
    const { code } = await apply();
    expect(code).toBe(0);
    undisturbed = await digest(path('y.npy'));
  });
  beforeEach(async () => {
    for (const name of await readdir(folder))
      if (name !== 'x.npy') await rm(path(name), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));
}

export function* rows(count: number): Generator<Float32Array> {
  const row = Float32Array.from({ length: 2 ** 20 }, (_, index) => (index % 4001) / 200 - 10);
  for (let index = 0; index < count; index++) {
    row[index] = -index;
    yield row;
  }
}

export function path(name: string): string {
  return join(folder, name);
}

export function names(): Promise<readonly string[]> {
  return readdir(folder);
}

export const applyArgs = ['apply', 'gelu', '--threads', '2'] as const;

/** Applies gelu to x.npy, into y.npy. */
export function apply(...options: readonly string[]): Promise<Run> {
  return startApply(...options).ended;
}

export function startApply(...options: readonly string[]): Spawned {
  return spawnActigrad(...applyArgs, path('x.npy'), '-o', path('y.npy'), ...options);
}

export async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** Chunks that the journal says are whole. */
export async function finishedChunks(): Promise<number> {
  const records = (await readFile(path(journal)).catch(() => Buffer.alloc(0))).subarray(1024);
  let finished = 0;
  for (let at = 4; at < records.length; at += 8) if (records.readUInt32LE(at) === 1) finished++;
  return finished;
}

export async function untilFinished(count: number): Promise<void> {
  while ((await finishedChunks()) < count) await sleep(2);
}

/** One line for a person, with this code. */
export function expectOneLine({ stderr }: Run, code: string): void {
  expect(stderr).toMatch(/^actigrad: [^\n]+ \[[A-Z_]+\]\n$/);
  expect(stderr).toContain(`[${code}]`);
}

export async function expectNothingLeft(): Promise<void> {
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
}
