import { setImmediate } from 'node:timers/promises';
import { computeChunks } from './compute-chunks.ts';
import type { Task, TaskReport } from './task.ts';

/** Timers, signals and input wait no longer than this: a screen's frame is 16 ms. */
export const sliceMs = 8;
/** Stands for the calling thread among thread ids; those of Node start at 0. */
export const callingThreadId = -1;

/**
 * Makes a function to call between pieces of work: now and then it returns a promise to await, so
 * that everything else on this thread has its turn.
 */
export function turnTaking(): () => Promise<void> | undefined {
  let sliceEnd = performance.now() + sliceMs;
  return () => {
    if (performance.now() < sliceEnd) return undefined;
    return setImmediate().then(() => void (sliceEnd = performance.now() + sliceMs));
  };
}

/** Computes a task on this thread, a few milliseconds at a time, as long as it may claim chunks. */
export async function workHere(task: Task, mayClaim?: () => boolean): Promise<TaskReport> {
  const chunks = computeChunks(task, callingThreadId, mayClaim);
  const takeTurns = turnTaking();
  for (;;) {
    const { done, value } = chunks.next();
    if (done) return value;
    const turn = takeTurns();
    if (turn) await turn;
  }
}
