import type { Inputs } from './compare.ts';
import type { WalkedErrors } from './walk.ts';

export const maps = ['value', 'slope'] as const;
/** f or f'. */
export type Which = (typeof maps)[number];

/** A stretch of inputs of one function's value or slope, walked by one worker at a time. */
export interface Task extends Inputs {
  /** Of the function. */
  readonly id: string;
  readonly which: Which;
  readonly count: number;
}

export interface TaskResult {
  readonly task: Task;
  readonly errors: WalkedErrors;
}

/** Bit patterns of float32. */
const patternCount: number = 2 ** 32;

/** Patterns of a task: about half a second of work, so that little is lost when a run is stopped. */
const taskPatterns = 2 ** 24;

/** The tasks that together visit every `step`th bit pattern from 0, in order. */
export function tasksOf(id: string, which: Which, step: number): Task[] {
  const total = Math.ceil(patternCount / step);
  return Array.from({ length: Math.ceil(total / taskPatterns) }, (_, index) => {
    const start = index * taskPatterns;
    return { id, which, first: start * step, step, count: Math.min(taskPatterns, total - start) };
  });
}
