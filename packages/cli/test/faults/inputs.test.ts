import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, truncateSync, utimesSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { writeNpy } from '@actigrad/tensors/node';
import { beforeEach, describe, expect, test } from 'vitest';
import { actigrad, command, spawnActigrad, spawnProgram, type Run } from '../actigrad.ts';
import {
  applyArgs,
  digest,
  expectNothingLeft,
  expectOneLine,
  names,
  path,
  undisturbed,
  untilFinished,
  useInput,
} from './support.ts';

// Long enough to be in the midst of it when something happens to the input.
useInput(48);

/** Changes the copy of the input while it is read. */
async function changed(change: (file: string) => void): Promise<Run> {
  await copyFile(path('x.npy'), path('copy.npy'));
  await writeFile(path('y.npy'), 'old');
  const run = spawnActigrad(...applyArgs, path('copy.npy'), '-o', path('y.npy'));
  await untilFinished(1);
  change(path('copy.npy'));
  return run.ended;
}

describe('an input that', () => {
  test.each([
    ['is cut short', (file: string) => truncateSync(file, 9_000_000)],
    ['grows', (file: string) => appendFileSync(file, 'more')],
    ['is written to', (file: string) => utimesSync(file, new Date(), new Date())],
  ])('%s while it is read is refused, and the old output stays', async (_what, change) => {
    const run = await changed(change);
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_FILE_CHANGED');
    expect(await readFile(path('y.npy'), 'utf8')).toBe('old');
    await expectNothingLeft();
  });

  test('is replaced while it is read is refused', async () => {
    execFileSync('cp', [path('x.npy'), path('another.npy')]);
    const run = await changed((file) => renameSync(path('another.npy'), file));
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_FILE_CHANGED');
  });

  test('is shorter than it says is refused before any work', async () => {
    await writeFile(path('short.npy'), (await readFile(path('x.npy'))).subarray(0, 9_000_000));
    const run = await actigrad('apply', 'gelu', path('short.npy'), '-o', path('y.npy'));
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_FILE_TRUNCATED');
    expect(run.stderr).toContain('201,326,720');
  });
});

describe('a pipe', () => {
  test('that is closed early ends the work quietly', async () => {
    const script = `"${process.execPath}" "${command}" apply gelu "${path('x.npy')}" -o - | head -c 10 | wc -c; echo "\${PIPESTATUS[0]}"`;
    const run = await spawnProgram('bash', ['-c', script]).ended;
    expect(run).toMatchObject({ stdout: '10\n0\n', stderr: '' });
  });

  test('brings an array in and takes the result out', async () => {
    const script = `cat "${path('x.npy')}" | "${process.execPath}" "${command}" apply gelu - -o - > "${path('z.npy')}"`;
    expect(await spawnProgram('bash', ['-c', script]).ended).toMatchObject({ code: 0 });
    expect(await digest(path('z.npy'))).toBe(undisturbed);
  });

  test('that ends too early brings no output', async () => {
    const script = `head -c 9000000 "${path('x.npy')}" | "${process.execPath}" "${command}" apply gelu - -o "${path('z.npy')}"`;
    const run = await spawnProgram('bash', ['-c', script]).ended;
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_FILE_TRUNCATED');
    expect(await names()).toEqual(['x.npy']);
  });
});

describe('a number that is not finite', () => {
  beforeEach(async () => {
    const data = Float32Array.of(1, NaN, Infinity, -Infinity, -0, 1e-45);
    await writeNpy(path('odd.npy'), { dtype: 'F32', shape: [6], data });
  });

  test('is counted, in the input and in the result', async () => {
    const run = await actigrad('apply', 'sigmoid', path('odd.npy'), '-o', path('y.npy'));
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(
      '1 NaN and 0 infinite in the result (1 NaN and 2 infinite in the input)',
    );
  });

  test('of float16 that overflows is one too', async () => {
    await writeNpy(path('half.npy'), { dtype: 'F16', shape: [1], data: Float32Array.of(60000) });
    const run = await actigrad(
      'apply',
      'softplus',
      path('half.npy'),
      '-o',
      path('y.npy'),
      '--json',
    );
    const { files } = JSON.parse(run.stdout) as { files: [{ nonFinite: object }] };
    expect(files[0].nonFinite).toEqual({
      input: { nan: 0, infinite: 0 },
      output: { nan: 0, infinite: 0 },
    });
    await writeNpy(path('half.npy'), { dtype: 'F16', shape: [1], data: Float32Array.of(300) });
    const squared = await actigrad(
      'apply',
      'squared-relu',
      path('half.npy'),
      '-o',
      path('y.npy'),
      '--json',
    );
    const { files: overflown } = JSON.parse(squared.stdout) as { files: [{ nonFinite: object }] };
    expect(overflown[0].nonFinite).toMatchObject({ output: { infinite: 1 } });
  });

  test('is a failure with --fail-on-nonfinite, and no output', async () => {
    const run = await actigrad(
      'apply',
      'sigmoid',
      path('odd.npy'),
      '-o',
      path('y.npy'),
      '--fail-on-nonfinite',
    );
    expect(run.code).toBe(1);
    expectOneLine(run, 'POOL_NON_FINITE');
    expect(await names()).not.toContain('y.npy');
    await expectNothingLeft();
  });
});
