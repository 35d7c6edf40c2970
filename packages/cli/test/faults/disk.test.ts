import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeNpy } from '@actigrad/tensors/node';
import { beforeEach, describe, expect, test } from 'vitest';
import { command, spawnActigrad, spawnProgram, type Spawned } from '../actigrad.ts';
import { useSmallDisk } from '../small-disk.ts';
import { applyArgs, expectOneLine, partial, path, rows, useInput } from './support.ts';

useInput();

const small = (): string => path('small.npy');

describe('a disk that is full', () => {
  const disk = useSmallDisk(28e6);
  beforeEach(async () => {
    await writeFile(disk.path('y.npy'), 'old');
    await writeNpy(small(), { dtype: 'F32', shape: [6, 2 ** 20], data: rows(6) });
  });

  const applyToDisk = (input: string): Spawned =>
    spawnActigrad(...applyArgs, input, '-o', disk.path('y.npy'));

  test('is noticed before any work, with what is needed and what is free', async () => {
    const run = await applyToDisk(path('x.npy')).ended;
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_DISK_FULL');
    expect(run.stderr).toMatch(/takes 67,108,992 bytes; the disk has [\d,]+ free/);
    expect(await disk.names()).toEqual(['y.npy']);
    expect(await readFile(disk.path('y.npy'), 'utf8')).toBe('old');
  });

  test('in the middle of the work leaves the old output and nothing else', async () => {
    const run = applyToDisk(small());
    while (!(await disk.names()).includes(partial)) await sleep(1);
    // Somebody else takes the room.
    await writeFile(disk.path('other'), new Uint8Array(27e6)).catch(() => {});
    const ended = await run.ended;
    expect(ended.code).toBe(1);
    expectOneLine(ended, 'TENSORS_DISK_FULL');
    expect(await disk.names()).toEqual(['other', 'y.npy']);
    expect(await readFile(disk.path('y.npy'), 'utf8')).toBe('old');
  });

  test('behind standard output is told in one line', async () => {
    const script = `"${process.execPath}" "${command}" apply gelu "${small()}" -o - > /dev/full`;
    const run = await spawnProgram('sh', ['-c', script]).ended;
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_DISK_FULL');
  });
});
