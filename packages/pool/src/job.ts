import type { Elements } from '@actigrad/core';
import { ControlBlock } from './control-block.ts';
import { poolError, toError } from './errors.ts';
import { isInPlace, type Operands } from './operands.ts';
import { reportProgress, type OnProgress } from './progress.ts';
import { allocate, dtypeOf, free } from './shared-array.ts';
import { watchProgress } from './watchdog.ts';
import {
  blockRange,
  chunkSize,
  journaledBlockSize,
  makeTask,
  type Task,
  type TaskReport,
} from './task.ts';

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly chunkElements?: number;
}

/** Where tasks run. A rejection with a code is final; any other means that a thread died. */
export interface Crew {
  readonly threads: number;
  /** A thread that has not moved for so long is ended. */
  readonly stallTimeoutMs: number;
  /** Aborting `stuck` ends the thread that has the task. */
  run(task: Task, stuck: AbortSignal): Promise<TaskReport>;
}

/** A chunk that took three threads with it would take a fourth. */
const mostDeaths = 3;

/**
 * Computes one call with one task for each thread, all claiming chunks from one control block.
 *
 * Settles when every chunk is done, or after an abort or failure when no thread will write any
 * more. Tasks that are still queued by then, behind other jobs, are revoked and not waited for.
 */
export async function runJob(operands: Operands, crew: Crew, options: JobOptions): Promise<void> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const { x, out } = operands;
  const chunkElements = chunkSize(x, crew.threads, options.chunkElements);
  const chunks = Math.ceil(x.length / chunkElements);
  const control = new ControlBlock({ slots: Math.min(crew.threads, chunks), chunks });
  const tasks = Array.from({ length: control.shape.slots }, (_, slot) =>
    makeTask(operands, chunkElements, control, slot, scratchFor(operands)),
  );
  const pending = new Map<Task, AbortController>();
  const deaths = new Map<number | undefined, number>();
  let failure: { readonly reason: unknown } | undefined;
  let settle: (() => void) | undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));

  function stop(reason: unknown): void {
    failure ??= { reason };
    control.cancel();
    settleIfOver();
  }

  function settleIfOver(): void {
    if (!failure && !control.isComplete) return;
    for (const task of pending.keys()) if (control.revoke(task.slot)) pending.delete(task);
    if (pending.size === 0) settle?.();
  }

  async function runTask(task: Task): Promise<void> {
    const stuck = new AbortController();
    pending.set(task, stuck);
    try {
      const { failure: failed } = await crew.run(task, stuck.signal);
      pending.delete(task);
      if (failed) stop(poolError('POOL_WORKER_FAILED', failed.message, failed));
    } catch (thrown) {
      // Revoked while queued, and now thrown out of the queue.
      if (!pending.delete(task)) return;
      const error = toError(thrown);
      if ('code' in error && String(error.code).startsWith('POOL_')) stop(error);
      else bury(task, error, stuck.signal.aborted);
    }
    settleIfOver();
  }

  /** Takes over what a dead thread left, and puts a new task in its place. */
  function bury(task: Task, error: Error, wasStuck: boolean): void {
    const chunk = control.heldBy(task.slot);
    if (chunk !== undefined) {
      finishJournaledBlock(task, chunk);
      control.release(chunk);
    }
    const count = (deaths.get(chunk) ?? 0) + 1;
    deaths.set(chunk, count);
    if (count === mostDeaths) return stop(deathOf(chunk, error, wasStuck));
    if (failure) return;
    control.requeue(task.slot);
    void runTask(task);
  }

  function finishJournaledBlock(task: Task, chunk: number): void {
    const block = control.journaledBlock(task.slot, chunk);
    if (block === undefined || !task.scratch) return;
    const [start, end] = blockRange(task, chunk, block);
    out.set(task.scratch.subarray(0, end - start), start);
    control.finishBlock(chunk, block, end - start);
  }

  function deathOf(chunk: number | undefined, cause: Error, wasStuck: boolean): Error {
    const first = (chunk ?? 0) * chunkElements;
    const last = Math.min(first + chunkElements, x.length);
    const where =
      chunk === undefined
        ? 'before they claimed a chunk'
        : `computing elements ${first} to ${last}`;
    const what = `${where} of ${operands.activation.id}`;
    if (wasStuck) {
      const message = `${mostDeaths} workers did not move for ${crew.stallTimeoutMs} ms ${what} and were ended`;
      return poolError('POOL_WORKER_STUCK', message, cause);
    }
    const message = `${mostDeaths} workers died ${what}; the last one: ${cause.message}`;
    return poolError('POOL_WORKER_DIED', message, cause);
  }

  /** Those that wait in the queue do not move either, but are not stuck. */
  function endStuck(): void {
    for (const [task, stuck] of pending) if (control.isRunning(task.slot)) stuck.abort();
  }

  const onAbort = (): void => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  const endProgress =
    onProgress &&
    reportProgress(onProgress, () => ({ done: control.elementsDone, total: x.length }), stop);
  const endWatch = watchProgress(crew.stallTimeoutMs, () => control.elementsDone, endStuck);
  for (const task of tasks) void runTask(task);
  // An empty array has no task that would say so.
  settleIfOver();

  await settled;
  signal?.removeEventListener('abort', onAbort);
  endProgress?.();
  endWatch();
  for (const { scratch } of tasks) if (scratch) free(scratch);
  if (failure) throw failure.reason;
  onProgress?.({ done: x.length, total: x.length });
}

function scratchFor(operands: Operands): Elements | undefined {
  return isInPlace(operands)
    ? allocate(journaledBlockSize(operands.x), dtypeOf(operands.x))
    : undefined;
}
