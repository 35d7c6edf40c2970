import { chmod, copyFile, link, mkdir, stat, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { actigrad, command, spawnProgram, type Run } from '../actigrad.ts';
import {
  apply,
  digest,
  expectNothingLeft,
  expectOneLine,
  path,
  startApply,
  undisturbed,
  untilFinished,
  useInput,
} from './support.ts';

useInput();

/** As a user who owns nothing here. */
const asNobody = (...args: readonly string[]): Promise<Run> =>
  spawnProgram('setpriv', ['--reuid=65534', '--clear-groups', process.execPath, command, ...args])
    .ended;

describe('permission', () => {
  test('to read is missing: one line with the path; other files go on', async () => {
    await copyFile(path('x.npy'), path('secret.npy'));
    await chmod(path('secret.npy'), 0o600);
    await mkdir(path('out'));
    await chmod(path('out'), 0o777);
    const one = await asNobody('apply', 'gelu', path('secret.npy'), '-o', path('out/y.npy'));
    expect(one.code).toBe(1);
    expectOneLine(one, 'TENSORS_PERMISSION_DENIED');
    const both = await asNobody(
      'apply',
      'gelu',
      path('secret.npy'),
      path('x.npy'),
      '-o',
      path('out'),
    );
    expect(both.code).toBe(3);
    expect(both.stderr).toContain(`cannot open ${path('secret.npy')}: permission denied`);
    expect(both.stderr).toMatch(/1 of 2 files failed: .*secret\.npy \[CLI_FILES_FAILED\]\n$/);
    expect(await digest(path('out/x.npy'))).toBe(undisturbed);
  });

  test('to write is missing', async () => {
    const run = await asNobody('apply', 'gelu', path('x.npy'), '-o', path('y.npy'));
    expect(run.code).toBe(1);
    expectOneLine(run, 'TENSORS_PERMISSION_DENIED');
  });

  test('is for a file, and the output is a folder or a device', async () => {
    await mkdir(path('y.npy'));
    const intoFolder = await actigrad('apply', 'gelu', path('x.npy'), '-o', path('y.npy'));
    expect(await digest(path('y.npy/x.npy'))).toBe(undisturbed);
    expect(intoFolder.code).toBe(0);
    const device = await actigrad('apply', 'gelu', path('x.npy'), '-o', '/dev/full');
    expect(device.code).toBe(1);
    expectOneLine(device, 'TENSORS_NOT_A_FILE');
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });
});

describe('an output that is the input', () => {
  test.each([
    ['by name', async (file: string) => file],
    [
      'by a symbolic link',
      async (file: string) => symlink(file, `${file}.link`).then(() => `${file}.link`),
    ],
    [
      'by a hard link',
      async (file: string) => link(file, `${file}.hard`).then(() => `${file}.hard`),
    ],
  ])('%s is refused without --in-place', async (_how, spell) => {
    await copyFile(path('x.npy'), path('copy.npy'));
    const run = await actigrad(
      'apply',
      'gelu',
      path('copy.npy'),
      '-o',
      await spell(path('copy.npy')),
    );
    expect(run.code).toBe(2);
    expectOneLine(run, 'POOL_OUTPUT_IS_INPUT');
    expect(await digest(path('copy.npy'))).toBe(await digest(path('x.npy')));
  });

  test('is replaced whole with --in-place, and keeps its mode', async () => {
    await copyFile(path('x.npy'), path('copy.npy'));
    await chmod(path('copy.npy'), 0o640);
    expect(await actigrad('apply', 'gelu', path('copy.npy'), '--in-place')).toMatchObject({
      code: 0,
    });
    expect(await digest(path('copy.npy'))).toBe(undisturbed);
    expect((await stat(path('copy.npy'))).mode & 0o777).toBe(0o640);
  });
});

describe('two runs on one output', () => {
  test('are one: the other is refused at once, and the first is not disturbed', async () => {
    const first = startApply();
    await untilFinished(1);
    // However long the second takes to start.
    first.process.kill('SIGSTOP');
    const second = await apply('--resume');
    first.process.kill('SIGCONT');
    expect(second.code).toBe(1);
    expectOneLine(second, 'POOL_OUTPUT_BUSY');
    expect(second.stderr).toContain(`process ${first.process.pid}`);
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
  });

  test('eight at once, after one that was killed: one takes over, the others are refused, nothing is mixed', async () => {
    const killed = startApply();
    await untilFinished(1);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const runs = await Promise.all(Array.from({ length: 8 }, () => apply('--resume')));
    const won = runs.filter(({ code }) => code === 0);
    expect(won.length).toBeGreaterThanOrEqual(1);
    for (const run of runs) if (run.code !== 0) expectOneLine(run, 'POOL_OUTPUT_BUSY');
    expect(await digest(path('y.npy'))).toBe(undisturbed);
    await expectNothingLeft();
  });
});
