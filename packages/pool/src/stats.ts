import type { LoopName } from '@actigrad/core';
import { callingThreadId } from './calling-thread.ts';
import type { TaskReport } from './task.ts';

/** What one thread has done since the pool was made. */
export interface ThreadStats {
  readonly tasks: number;
  readonly chunks: number;
  readonly elements: number;
  /** Read and written. */
  readonly bytes: number;
  readonly busyMs: number;
  /** Between the start of its first task and the end of its last, without one. */
  readonly waitingMs: number;
}

export interface PoolStats {
  readonly callingThread: ThreadStats;
  /** By thread id, also of threads that have died; a task that died with its thread is not counted. */
  readonly workers: ReadonlyMap<number, ThreadStats>;
  /** Loops that wide lanes compute; none without the option `wide`. */
  readonly wide: readonly LoopName[];
}

interface Counts {
  tasks: number;
  chunks: number;
  elements: number;
  bytes: number;
  busyMs: number;
  firstMs: number;
  lastMs: number;
}

export interface Tally {
  add(report: TaskReport): void;
  /** Of the calling thread, from `began` by its clock until now; gives the milliseconds between. */
  addHere(done: Pick<TaskReport, 'chunks' | 'elements' | 'bytes'>, began: number): number;
  stats(): Omit<PoolStats, 'wide'>;
}

export function createTally(): Tally {
  const threads = new Map<number, Counts>([[callingThreadId, zeros()]]);
  const tally: Tally = {
    add({ threadId, chunks, elements, bytes, startedMs, busyMs }) {
      const counts = threads.get(threadId) ?? zeros();
      threads.set(threadId, counts);
      counts.tasks += 1;
      counts.chunks += chunks;
      counts.elements += elements;
      counts.bytes += bytes;
      counts.busyMs += busyMs;
      counts.firstMs = Math.min(counts.firstMs, startedMs);
      counts.lastMs = Math.max(counts.lastMs, startedMs + busyMs);
    },
    addHere(done, began) {
      const busyMs = performance.now() - began;
      const startedMs = performance.timeOrigin + began;
      tally.add({ ...done, threadId: callingThreadId, startedMs, busyMs });
      return busyMs;
    },
    stats() {
      const workers = new Map([...threads].map(([id, counts]) => [id, statsOf(counts)]));
      const callingThread = workers.get(callingThreadId) ?? statsOf(zeros());
      workers.delete(callingThreadId);
      return { callingThread, workers };
    },
  };
  return tally;
}

function statsOf({ firstMs, lastMs, ...counts }: Counts): ThreadStats {
  return { ...counts, waitingMs: Math.max(lastMs - firstMs - counts.busyMs, 0) };
}

function zeros(): Counts {
  return {
    tasks: 0,
    chunks: 0,
    elements: 0,
    bytes: 0,
    busyMs: 0,
    firstMs: Infinity,
    lastMs: -Infinity,
  };
}
