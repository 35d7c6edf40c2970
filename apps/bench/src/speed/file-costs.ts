import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activation } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';

/** What a file costs that is read, computed and written, beside one that `cp` copies. */
export interface FileCost {
  readonly n: number;
  readonly nsPerElement: number;
  readonly nsPerElementOfCp: number;
}

const pieceElements = 2 ** 20;
/** Of files below a gigabyte; longer ones are measured twice. */
const rounds = 4;

/** Streams files of so many float32 through the pool, in turns with `cp`. */
export async function measureFileCosts(
  f: Activation,
  sizes: readonly number[],
): Promise<FileCost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'actigrad-bench-'));
  await using pool = createPool({ runOn: 'workers' });
  try {
    const costs: FileCost[] = [];
    for (const n of sizes) costs.push(await measureOne(pool, f, n, folder));
    return costs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureOne(pool: Pool, f: Activation, n: number, folder: string): Promise<FileCost> {
  const [input, output, copy] = ['x', 'y', 'copy'].map((name) => join(folder, `${name}.npy`)) as [
    string,
    string,
    string,
  ];
  await writeNumbers(input, n);
  let least = Infinity;
  let leastOfCp = Infinity;
  for (let round = 0; round < (n >= 2 ** 28 ? 2 : rounds); round++) {
    // Both write new files.
    for (const path of [output, copy]) rmSync(path, { force: true });
    let startedMs = performance.now();
    await pool.applyFile(f, input, output);
    least = Math.min(least, performance.now() - startedMs);
    rmSync(output);
    startedMs = performance.now();
    execFileSync('cp', [input, copy]);
    leastOfCp = Math.min(leastOfCp, performance.now() - startedMs);
  }
  for (const path of [input, copy]) rmSync(path);
  return { n, nsPerElement: (least * 1e6) / n, nsPerElementOfCp: (leastOfCp * 1e6) / n };
}

/** A .npy file, piece by piece: it may be larger than memory. */
async function writeNumbers(path: string, n: number): Promise<void> {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${n},), }`;
  const header = Buffer.alloc(128, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(118, 8);
  header.write(description, 10, 'latin1');
  header.write('\n', 127, 'latin1');
  const piece = Float32Array.from(
    { length: Math.min(n, pieceElements) },
    (_, index) => Math.sin(index) * 4,
  );
  const file = await open(path, 'w');
  try {
    await file.write(header);
    for (let at = 0; at < n; at += piece.length) {
      await file.write(new Uint8Array(piece.buffer, 0, Math.min(piece.length, n - at) * 4));
    }
  } finally {
    await file.close();
  }
}
