// Piscina finds what is exported here by name. First of all: core asks for the memory to join when it is loaded.
import { joinedMemory } from './join-kernel-memory.ts';
import { threadId } from 'node:worker_threads';
import { kernelMemory } from '@actigrad/core';
import { computeChunks } from './compute-chunks.ts';
import type { ChunkReport, ChunkTask } from './files/chunk-task.ts';
import { transformChunk as transform } from './files/transform-chunk.ts';
import { openMessage, type Message } from './message.ts';
import { reduceTask, type ReduceReport, type ReduceTask } from './reduce.ts';
import { serve as serveCalls, type Handlers, type Session } from './serve.ts';
import type { Task, TaskReport } from './task.ts';

/** Answers that the worker has started and loaded the kernels, and whether arrays may come as places. */
export function ping(): boolean {
  return joinedMemory !== undefined && kernelMemory.memory === joinedMemory;
}

/** Works on a job until no chunk is left. */
function work(message: Message<Task>): TaskReport {
  try {
    const chunks = computeChunks(openMessage(message), threadId);
    for (;;) {
      const { done, value } = chunks.next();
      if (done) return value;
    }
  } catch (thrown) {
    return failed(thrown);
  }
}

/** Reads, computes and writes a chunk of a file. */
function transformChunk(message: Message<ChunkTask>): ChunkReport {
  return transform(openMessage(message));
}

/** Reduces parts of arrays. */
function reduce(message: Message<ReduceTask>): ReduceReport {
  try {
    return reduceTask(openMessage(message), threadId);
  } catch (thrown) {
    return { ...failed(thrown), parts: [] };
  }
}

export const handlers: Handlers = { ping, work, transformChunk, reduce };

/** Answers calls until for a while none has come. */
export function serve(session: Session): void {
  serveCalls(session, handlers);
}

function failed(thrown: unknown): TaskReport {
  const { code, message } = thrown as { code?: string; message: string };
  const failure = { code, message };
  return { threadId, chunks: 0, elements: 0, bytes: 0, startedMs: 0, busyMs: 0, failure };
}
