import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically, writeNpy } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { codeOf, temporaryFolder } from './support.ts';

const old = Uint8Array.of(1, 2, 3);
const fresh = [Uint8Array.of(4, 5), new Uint8Array(0), Uint8Array.of(6)];

async function* failAfter(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
  throw new Error('the source failed');
}

describe('an output file', () => {
  it('is complete under its name, with nothing beside it', async () => {
    const folder = await temporaryFolder();
    await writeFileAtomically(join(folder, 'out'), fresh);
    expect([...(await readFile(join(folder, 'out')))]).toEqual([4, 5, 6]);
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('keeps the permissions of the file that it replaces', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'out'), old);
    await chmod(join(folder, 'out'), 0o640);
    await writeFileAtomically(join(folder, 'out'), fresh);
    expect((await stat(join(folder, 'out'))).mode & 0o777).toBe(0o640);
  });

  it('stays old, or absent, when its source fails', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'old'), old);
    for (const name of ['old', 'absent']) {
      await expect(writeFileAtomically(join(folder, name), failAfter(fresh))).rejects.toThrow(
        'the source failed',
      );
    }
    expect(await readdir(folder)).toEqual(['old']);
    expect([...(await readFile(join(folder, 'old')))]).toEqual([...old]);
  });

  it('is not written when its tensor is too short', async () => {
    const folder = await temporaryFolder();
    const tensor = { dtype: 'F32', shape: [3], data: Float32Array.of(1) } as const;
    expect(await codeOf(() => writeNpy(join(folder, 'a.npy'), tensor))).toBe(
      'TENSORS_LENGTH_MISMATCH',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused where no regular file can be', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'file'), old);
    await symlink('/dev/null', join(folder, 'device'));
    const verdicts = { folder: 'TENSORS_NOT_A_FILE', device: 'TENSORS_NOT_A_FILE' };
    for (const [name, code] of Object.entries(verdicts)) {
      expect(await codeOf(() => writeFileAtomically(join(folder, name), fresh))).toBe(code);
    }
    for (const path of [join(folder, 'absent', 'out'), join(folder, 'file', 'out')]) {
      expect(await codeOf(() => writeFileAtomically(path, fresh))).toBe('TENSORS_FILE_NOT_FOUND');
    }
    expect((await readdir(folder)).toSorted()).toEqual(['device', 'file', 'folder']);
  });

  it('stays old, with nothing beside it, when the system stops it from growing', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'out');
    await writeFile(path, old);
    const program = `
      import { writeFileAtomically } from '@actigrad/tensors/node';
      const pieces = Array.from({ length: 64 }, () => new Uint8Array(65_536));
      await writeFileAtomically(${JSON.stringify(path)}, pieces).catch((error) => console.log(error.code));`;
    // At most 100 blocks to a file: the real refusal of a write half way.
    const output = execFileSync(
      'sh',
      [
        '-c',
        'ulimit -f 100 && exec "$0" --input-type=module --eval "$1"',
        process.execPath,
        program,
      ],
      { cwd: import.meta.dirname, encoding: 'utf8' },
    );
    expect(output).toBe('TENSORS_IO_FAILED\n');
    expect(await readdir(folder)).toEqual(['out']);
    expect([...(await readFile(path))]).toEqual([...old]);
  });

  it('is old or complete, never in between, when the process is killed at any moment', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'out');
    await writeFile(path, old);
    const program = `
      import { writeFileAtomically } from '@actigrad/tensors/node';
      const pieces = Array.from({ length: 64 }, () => new Uint8Array(65_536).fill(9));
      process.stdout.write('.');
      for (;;) await writeFileAtomically(${JSON.stringify(path)}, pieces);`;
    for (let delayMs = 0; delayMs < 100; delayMs += 20) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        cwd: import.meta.dirname,
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const bytes = await readFile(path);
      const isOld = bytes.equals(old);
      const isComplete = bytes.byteLength === 64 * 65_536 && bytes.every((byte) => byte === 9);
      expect(isOld || isComplete).toBe(true);
    }
  }, 30_000);
});
