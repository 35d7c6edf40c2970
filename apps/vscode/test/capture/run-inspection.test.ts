import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect } from '../../src/capture/inspection-thread.ts';
import type { CaptureEvent } from '../../src/capture/report.ts';
import { runInspection } from '../../src/capture/run-inspection.ts';

const path = fileURLToPath(
  new URL('../../../../samples/networks/sigmoid-vanishing.safetensors', import.meta.url),
);
const task = { source: { kind: 'file', path }, choices: {} } as const;
const threadPath = fileURLToPath(new URL('../../dist/inspection-thread.cjs', import.meta.url));
const options = { threadPath };

// Node announces every thread of the process.
const threads = new Set<Worker>();
function watch(worker: Worker): void {
  threads.add(worker);
  worker.once('exit', () => threads.delete(worker));
}
beforeAll(() => void process.on('worker', watch));
afterAll(() => void process.off('worker', watch));

async function run(
  onEvent: (event: CaptureEvent) => void = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CaptureEvent[]> {
  const events: CaptureEvent[] = [];
  const tell = (event: CaptureEvent): void => {
    events.push(event);
    onEvent(event);
  };
  await runInspection(task, tell, signal, options);
  return events;
}

describe('an inspection on a thread', () => {
  test('tells what it tells on this one, and leaves no thread behind', async () => {
    const here: CaptureEvent[] = [];
    await inspect(task, (event) => here.push(event), new AbortController().signal);
    const told = [await run(), here].map((events) =>
      // Progress is told by the clock.
      events.filter(({ kind }) => kind !== 'progress'),
    );
    expect(told[0]).toEqual(told[1]);
    expect([...threads]).toEqual([]);
  });

  test('that is killed is told of and begun anew', async () => {
    let kills = 0;
    const events = await run(({ kind }) => {
      if (kind === 'opened' && kills++ < 2) void [...threads].at(-1)?.terminate();
    });
    const notices = events.filter(({ kind }) => kind === 'notice');
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatchObject({ notice: 'restarted', why: 'exit code 1' });
    expect(events.at(-1)).toEqual({ kind: 'done' });
  });

  test('that is killed every time is given up with a code', async () => {
    const events = await run(({ kind }) => {
      if (kind === 'opened') void [...threads].at(-1)?.terminate();
    });
    expect(events.at(-1)).toMatchObject({
      kind: 'failed',
      refusal: { code: 'ACTIGRAD_THREAD_DIED' },
    });
  });

  test('is cancelled at once: no event follows, and its thread ends', async () => {
    const controller = new AbortController();
    const told: string[] = [];
    let abortedAt = NaN;
    const running = run(({ kind }) => {
      told.push(kind);
      if (kind !== 'opened') return;
      abortedAt = performance.now();
      controller.abort(new Error('enough'));
    }, controller.signal);
    await expect(running).rejects.toThrow('enough');
    console.log(`cancelled within ${(performance.now() - abortedAt).toFixed(1)} ms`);
    await expect.poll(() => threads.size).toBe(0);
    expect(told).toEqual(['opened']);
  });
});

test('where no thread can be started the inspection runs on this one, and says so', async () => {
  const events: CaptureEvent[] = [];
  const { signal } = new AbortController();
  await runInspection(task, (event) => events.push(event), signal, {
    threadPath: '/nowhere/inspection-thread.cjs',
    modulePath: threadPath,
  });
  expect(events[0]).toMatchObject({ kind: 'notice', notice: 'no-thread' });
  expect(events.at(-1)).toEqual({ kind: 'done' });
});
