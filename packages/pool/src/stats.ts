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
  addHere(done: Done, began: number): number;
  stats(): Omit<PoolStats, 'wide'>;
}

/** Asked for once: it takes longer than a short call. */
const { timeOrigin } = performance;

export function createTally(): Tally {
  const here = zeros();
  const threads = new Map<number, Counts>();
  return {
    add(report) {
      const { threadId } = report;
      if (threadId === callingThreadId) return count(here, report, report.startedMs, report.busyMs);
      const counts = threads.get(threadId) ?? zeros();
      threads.set(threadId, counts);
      count(counts, report, report.startedMs, report.busyMs);
    },
    addHere(done, began) {
      const busyMs = performance.now() - began;
      count(here, done, timeOrigin + began, busyMs);
      return busyMs;
    },
    stats() {
      const workers = new Map([...threads].map(([id, counts]) => [id, statsOf(counts)]));
      return { callingThread: statsOf(here), workers };
    },
  };
}

type Done = Pick<TaskReport, 'chunks' | 'elements' | 'bytes'>;

function count(counts: Counts, done: Done, startedMs: number, busyMs: number): void {
  counts.tasks += 1;
  counts.chunks += done.chunks;
  counts.elements += done.elements;
  counts.bytes += done.bytes;
  counts.busyMs += busyMs;
  counts.firstMs = Math.min(counts.firstMs, startedMs);
  counts.lastMs = Math.max(counts.lastMs, startedMs + busyMs);
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
