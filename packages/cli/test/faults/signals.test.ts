import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { actigrad, spawnActigrad } from '../actigrad.ts';
import {
  apply,
  digest,
  expectNothingLeft,
  expectOneLine,
  finishedChunks,
  partial,
  path,
  startApply,
  undisturbed,
  untilFinished,
  useInput,
} from './support.ts';

// So long that a signal comes in the midst of it, however late on a busy machine.
useInput(64);

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s ends it with exit code %i and one line; the old output stays, and it is resumed',
    async (signal, code) => {
      await writeFile(path('y.npy'), 'old');
      const run = startApply();
      await untilFinished(3);
      const sent = performance.now();
      run.process.kill(signal);
      const ended = await run.ended;
      console.log(`${signal}: ended ${Math.round(performance.now() - sent)} ms later`);
      expect(ended.code).toBe(code);
      expectOneLine(ended, 'CLI_INTERRUPTED');
      expect(await readFile(path('y.npy'), 'utf8')).toBe('old');
      const before = await finishedChunks();
      expect(before).toBeGreaterThanOrEqual(3);
      const resumed = await apply('--resume', '--json');
      expect(resumed.code).toBe(0);
      expect(JSON.parse(resumed.stdout)).toMatchObject({ files: [{ resumedChunks: before }] });
      expect(await digest(path('y.npy'))).toBe(undisturbed);
      await expectNothingLeft();
    },
  );

  test('SIGKILL leaves the old output; without --resume the next run begins anew and leaves nothing', async () => {
    await writeFile(path('y.npy'), 'old');
    const run = startApply();
    await untilFinished(3);
    run.process.kill('SIGKILL');
    expect(await run.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(await readFile(path('y.npy'), 'utf8')).toBe('old');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
    await expectNothingLeft();
  });

  test('SIGKILL 20 times at random moments, and resumed each time, gives the bytes of an undisturbed run', async () => {
    let kills = 0;
    for (let attempt = 1; kills < 20; attempt++) {
      const run = startApply('--resume');
      // From before it has begun to long after: the moments spread over the whole run.
      const timer = setTimeout(() => run.process.kill('SIGKILL'), 90 + ((attempt * 71) % 710));
      const { signal } = await run.ended;
      clearTimeout(timer);
      if (signal === 'SIGKILL') kills++;
      else await rm(path('y.npy'));
    }
    expect(await apply('--resume')).toMatchObject({ code: 0 });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
    await expectNothingLeft();
  });

  test('what a power cut took from the disk is noticed when resuming', async () => {
    const run = startApply();
    await untilFinished(4);
    run.process.kill('SIGKILL');
    await run.ended;
    const before = await finishedChunks();
    // The journal reached the disk, this page of the output did not.
    const file = openSync(path(partial), 'r+');
    writeSync(file, new Uint8Array(4096), 0, 4096, 8192);
    closeSync(file);
    const resumed = await apply('--resume', '--json');
    expect(JSON.parse(resumed.stdout)).toMatchObject({ files: [{ resumedChunks: before - 1 }] });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
  });

  test('a run of other work, or of another input, is not resumed', async () => {
    for (const other of [
      ['--select', 'x'],
      ['-p', 'alpha=1'],
    ]) {
      const run = spawnActigrad('apply', 'elu', path('x.npy'), '-o', path('y.npy'));
      await untilFinished(2);
      run.process.kill('SIGINT');
      await run.ended;
      const resumed = await actigrad(
        'apply',
        'elu',
        path('x.npy'),
        '-o',
        path('y.npy'),
        '--resume',
        '--json',
        ...other,
      );
      const isSame = other[0] === '-p';
      const { resumedChunks } = (
        JSON.parse(resumed.stdout) as { files: [{ resumedChunks: number }] }
      ).files[0];
      // alpha is 1 by default: that is the same work.
      if (isSame) expect(resumedChunks).toBeGreaterThanOrEqual(2);
      else expect(resumedChunks).toBe(0);
    }
  });
});
