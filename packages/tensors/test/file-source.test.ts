import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTensors, writeNpy } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { codeOf, temporaryFolder } from './support.ts';

const values = Float32Array.from({ length: 10_000 }, (_, i) => i);

async function fileOfValues(): Promise<string> {
  const path = join(await temporaryFolder(), 'x.npy');
  await writeNpy(path, { dtype: 'F32', shape: [10_000], data: values });
  return path;
}

describe('an input file', () => {
  it('is read from disk, its tensor called after it', async () => {
    await using file = await openTensors(await fileOfValues());
    expect(file.format).toBe('npy');
    expect(await file.tensor('x').read()).toEqual(values);
    expect(file.tensor('x').range).toEqual({ start: 128, end: 40_128 });
    await file.verifyUnchanged();
    expect(await codeOf(() => file.tensor('y'))).toBe('TENSORS_TENSOR_MISSING');
  });

  it('is refused by name when it is missing, a folder or a pipe', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await mkdir(join(folder, 'folder.npy'));
    execFileSync('mkfifo', [join(folder, 'pipe.npy')]);
    expect(await codeOf(() => openTensors(join(folder, 'absent.npy')))).toBe(
      'TENSORS_FILE_NOT_FOUND',
    );
    expect(await codeOf(() => openTensors(join(folder, 'file', 'x.npy')))).toBe(
      'TENSORS_FILE_NOT_FOUND',
    );
    expect(await codeOf(() => openTensors(join(folder, 'folder.npy')))).toBe('TENSORS_NOT_A_FILE');
    expect(await codeOf(() => openTensors(join(folder, 'pipe.npy')))).toBe('TENSORS_NOT_A_FILE');
    expect(await codeOf(() => openTensors(join(folder, 'file')))).toBe('TENSORS_FORMAT_UNKNOWN');
  });

  it('is refused by name when it may not be read', async () => {
    const path = await fileOfValues();
    await chmod(path, 0o000);
    // Root may read anything, so a root process first becomes nobody.
    const program = `
      import { openTensors } from '@actigrad/tensors/node';
      if (process.getuid() === 0) process.seteuid(65534);
      await openTensors(${JSON.stringify(path)}).catch((error) => console.log(error.code));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('TENSORS_PERMISSION_DENIED');
  });

  it('is found out when it becomes shorter while it is read', async () => {
    const path = await fileOfValues();
    await using file = await openTensors(path);
    await truncate(path, 1000);
    expect(await codeOf(() => file.tensor('x').read())).toBe('TENSORS_FILE_TRUNCATED');
  });

  it('is found out when it is written to, touched or replaced while it is open', async () => {
    const changes: readonly ((path: string) => Promise<void>)[] = [
      (path) => appendFile(path, 'x'),
      (path) => utimes(path, 1, 1),
      async (path) => {
        await writeFile(`${path}.new`, 'x');
        await rename(`${path}.new`, path);
      },
    ];
    for (const change of changes) {
      const path = await fileOfValues();
      await using file = await openTensors(path);
      await change(path);
      expect(await codeOf(() => file.verifyUnchanged())).toBe('TENSORS_FILE_CHANGED');
    }
  });
});
