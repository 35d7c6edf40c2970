import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';

export interface SmallDisk {
  path(name: string): string;
  /** Of the files that tests put there, sorted. */
  names(): Promise<readonly string[]>;
}

/** Shared memory of a container is a small file system of its own; larger ones are not worth filling. */
const sharedMemory = '/dev/shm';
const mostToFill = 1e9;

/**
 * A file system with room for so many bytes: a tmpfs of that size where it may be mounted, as root outside of
 * containers, else what is left of a container's shared memory when the rest is filled up.
 */
export function useSmallDisk(bytes: number): SmallDisk {
  let folder = '';
  let release: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'actigrad-disk-'));
    const mount = ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder];
    try {
      execFileSync('mount', mount, { stdio: 'pipe' });
      release = async () => {
        execFileSync('umount', [folder]);
        await rm(folder, { recursive: true });
      };
    } catch (refusal) {
      const { bavail, bsize } = await statfs(sharedMemory);
      const filler = bavail * bsize - bytes;
      if (filler < 0 || filler > mostToFill) throw refusal;
      await rm(folder, { recursive: true });
      folder = await mkdtemp(join(sharedMemory, 'actigrad-disk-'));
      const ballast = `${folder}-ballast`;
      execFileSync('fallocate', ['-l', String(filler), ballast]);
      release = async () => {
        await rm(folder, { recursive: true });
        await rm(ballast);
      };
    }
  });
  afterEach(async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  });
  afterAll(() => release?.());

  return {
    path: (name) => join(folder, name),
    names: async () => (await readdir(folder)).toSorted(),
  };
}
