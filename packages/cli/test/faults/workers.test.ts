import { describe, expect, test } from 'vitest';
import { command, spawnProgram, type Run } from '../actigrad.ts';
import {
  apply,
  applyArgs,
  digest,
  expectNothingLeft,
  names,
  partial,
  path,
  undisturbed,
  useInput,
} from './support.ts';

useInput();

function withFault(fault: string, at: string, ...options: readonly string[]): Promise<Run> {
  const preload = new URL('../fixtures/faults.mjs', import.meta.url).href;
  const args = ['--import', preload, command, ...applyArgs, path('x.npy'), '-o', path('y.npy')];
  // The thread's memory is what it allocates itself: its heap.
  const env = { ...process.env, FAULT: fault, FAULT_AT: at, FAULT_LOG: path('log') };
  return spawnProgram(process.execPath, ['--max-old-space-size=200', ...args, ...options], {
    env,
  }).ended;
}

describe('a worker that', () => {
  test.each(['exit', 'memory'])(
    'ends in the middle of a chunk (%s): another does it again',
    async (fault) => {
      const run = await withFault(fault, '3');
      expect(run).toMatchObject({ code: 0 });
      expect(await digest(path('y.npy'))).toBe(undisturbed);
      await expectNothingLeft();
    },
  );

  test('is stuck in a chunk is ended by the watchdog, and another does it again', async () => {
    const run = await withFault('stuck', '3', '--stall-timeout', '0.4');
    expect(run).toMatchObject({ code: 0 });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
  });

  test('dies of one chunk every time is given up, and told with its range; the rest is resumed', async () => {
    const run = await withFault('exit', 'every');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/3 workers died in elements \d+ to \d+ of tensor "x" of .*x\.npy/);
    expect(await names()).toContain(partial);
    expect(await apply('--resume')).toMatchObject({ code: 0 });
    expect(await digest(path('y.npy'))).toBe(undisturbed);
    await expectNothingLeft();
  });
});
