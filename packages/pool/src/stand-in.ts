import { setImmediate } from 'node:timers/promises';
import { workHere } from './calling-thread.ts';
import { ControlBlock } from './control-block.ts';
import type { Task, TaskReport } from './task.ts';

/**
 * Two threads that work stay on their cores. One that takes over comes late, or on the core of the other, which the system
 * mends after 4 to 12 ms: by now that is little of the whole.
 */
const standInMs = 40;
/** By then a thread has come that was not put behind this one on its core, although another is idle. */
const lateMs = 1;

export interface StoodIn {
  readonly report: TaskReport;
  /** More is left to do: the task waits for a thread. */
  readonly isLeft: boolean;
}

/**
 * Works on the calling thread, which is awake and has a core, on a task whose thread would have to be woken. It gives the
 * task up when that has taken long; when no other thread has begun, for which it frees its core; and when the program has
 * other calls to make.
 */
export async function standIn(task: Task, isAlone: () => boolean): Promise<StoodIn> {
  // Then calls that are made together are all in flight.
  await Promise.resolve();
  const control = new ControlBlock(task.control.shape, task.control.buffer);
  const beganMs = performance.now();
  let ownClaims = -1;
  const mayClaim = (): boolean => {
    ownClaims++;
    const othersHaveBegun = control.claims > ownClaims;
    const endMs = beganMs + (othersHaveBegun ? standInMs : lateMs);
    return isAlone() && performance.now() < endMs;
  };
  const report = await workHere(task, mayClaim);
  // If the others never came, nothing else would have a turn in a loop of awaited calls, not even what they say.
  await setImmediate();
  const isLeft = !control.isClaimed && !control.isCancelled;
  if (isLeft) control.leave(task.slot);
  return { report, isLeft };
}
