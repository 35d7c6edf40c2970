import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCaptureRecords, type Capture } from '@actigrad/diagnostics';
import { openCaptures } from '@actigrad/diagnostics/node';
import { openTensors } from '@actigrad/tensors/node';

/** Stands for standard input, as in other commands. */
export const standardInput = '-';

/** The captures in a file, in a directory with one file a step, or on standard input as NDJSON. */
export async function openInput(path: string): Promise<AsyncIterable<Capture>> {
  if (path === standardInput) return readCaptureRecords(process.stdin.setEncoding('utf8'));
  return (await stat(path)).isDirectory() ? openCaptures(path) : openFile(path);
}

async function* openFile(path: string): AsyncGenerator<Capture> {
  await using file = await openTensors(path);
  yield file;
}

/** Of all captures, as far as is known: what comes by standard input, or is not there, counts as none. */
export async function countBytes(paths: readonly string[]): Promise<number> {
  const sizes = paths.map(async (path) => {
    const entry = await stat(path).catch(() => undefined);
    if (!entry?.isDirectory()) return entry?.size ?? 0;
    const files = (await readdir(path)).map((name) => stat(join(path, name)));
    return sum((await Promise.all(files)).map(({ size }) => size));
  });
  return sum(await Promise.all(sizes));
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
