import { threadId } from 'node:worker_threads';
import { computeChunks } from './compute-chunks.ts';
import { reduceTask, type ReduceReport, type ReduceTask } from './reduce.ts';
import type { Task, TaskReport } from './task.ts';

export { transformChunk } from './files/transform-chunk.ts';

// Piscina finds these by name. They never throw, so that a rejected task always means a dead worker.

/** Answers: the worker has started and loaded the kernels. */
export function ping(): void {}

/** Works on a job until no chunk is left. */
export function work(task: Task): TaskReport {
  try {
    const chunks = computeChunks(task, threadId);
    for (;;) {
      const { done, value } = chunks.next();
      if (done) return value;
    }
  } catch (thrown) {
    return failed(thrown);
  }
}

/** Reduces parts of arrays. */
export function reduce(task: ReduceTask): ReduceReport {
  try {
    return reduceTask(task, threadId);
  } catch (thrown) {
    return { ...failed(thrown), parts: [] };
  }
}

function failed(thrown: unknown): TaskReport {
  const { code, message } = thrown as { code?: string; message: string };
  const failure = { code, message };
  return { threadId, chunks: 0, elements: 0, bytes: 0, startedMs: 0, busyMs: 0, failure };
}
