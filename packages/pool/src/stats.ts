import { callingThreadId } from './calling-thread.ts';
import type { TaskReport } from './task.ts';

/** What one thread has done since the pool was made. */
export interface ThreadStats {
  readonly tasks: number;
  readonly chunks: number;
  readonly elements: number;
  readonly busyMs: number;
}

export interface PoolStats {
  readonly callingThread: ThreadStats;
  /** By thread id, also of threads that have died; a task that died with its thread is not counted. */
  readonly workers: ReadonlyMap<number, ThreadStats>;
}

type Counts = { -readonly [count in keyof ThreadStats]: ThreadStats[count] };

export interface Tally {
  add(report: TaskReport): void;
  stats(): PoolStats;
}

export function createTally(): Tally {
  const threads = new Map<number, Counts>([[callingThreadId, zeros()]]);
  return {
    add({ threadId, chunks, elements, busyMs }) {
      const counts = threads.get(threadId) ?? zeros();
      threads.set(threadId, counts);
      counts.tasks += 1;
      counts.chunks += chunks;
      counts.elements += elements;
      counts.busyMs += busyMs;
    },
    stats() {
      const workers = new Map([...threads].map(([id, counts]) => [id, { ...counts }]));
      const callingThread = workers.get(callingThreadId) ?? zeros();
      workers.delete(callingThreadId);
      return { callingThread, workers };
    },
  };
}

function zeros(): Counts {
  return { tasks: 0, chunks: 0, elements: 0, busyMs: 0 };
}
