// Piscina finds what is exported here by name. First of all: core asks for the memory to join when it is loaded.
import { joinedMemory } from './join-kernel-memory.ts';
import { threadId } from 'node:worker_threads';
import { activation, kernelMemory, useWidenedLoops, type Activation } from '@actigrad/core';
import { computeChunks } from './compute-chunks.ts';
import type { ChunkReport, ChunkTask } from './files/chunk-task.ts';
import { transformChunk as transform } from './files/transform-chunk.ts';
import {
  computeJointChunks,
  keepLatest,
  operandsOf,
  type Meaning,
  type Share,
} from './joint-chunks.ts';
import type { JointWork, Piece } from './joint-work.ts';
import { openMessage, type Message } from './message.ts';
import type { Operands } from './operands.ts';
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

/** By their numbers in joint work. */
const meanings = new Map<number, Activation>();

/** Hears what a number stands for. It is not answered. */
function mean({ number, activation: { id, parameters }, wideLoops }: Meaning): void {
  useWidenedLoops(wideLoops);
  meanings.set(number, activation(id).with(parameters));
  keepLatest(meanings);
}

/** Joint work since it was last reported. */
let joined: TaskReport | undefined;

/** What it throws ends the session: the calling thread then computes what is not finished, and throws the same. */
function join(jointWork: JointWork, number: number): boolean {
  const began = performance.now();
  const piece = jointWork.read();
  const f = meanings.get(piece.meaning);
  // It has been replaced meanwhile, or only others were told what it means.
  if (!f) return true;
  const open = (): Operands => operandsOf(piece, f);
  const share = computeJointChunks(jointWork, number, piece, open);
  if (share.chunks > 0) addJoined(share, piece, began);
  return share.chunks < piece.chunks;
}

function addJoined({ chunks, elements }: Share, { dtype, dy }: Piece, began: number): void {
  const bytes = elements * (dtype === 'float32' ? 4 : 8) * (dy === 0 ? 2 : 3);
  joined = {
    threadId,
    chunks: chunks + (joined?.chunks ?? 0),
    elements: elements + (joined?.elements ?? 0),
    bytes: bytes + (joined?.bytes ?? 0),
    startedMs: joined?.startedMs ?? performance.timeOrigin + began,
    busyMs: performance.now() - began + (joined?.busyMs ?? 0),
  };
}

function takeJoined(): TaskReport | undefined {
  const report = joined;
  joined = undefined;
  return report;
}

export const handlers: Handlers = {
  join,
  takeJoined,
  calls: { ping, mean, work, transformChunk, reduce },
};

/** Answers calls until for a while none has come. */
export function serve(session: Session): void {
  serveCalls(session, handlers);
}

function failed(thrown: unknown): TaskReport {
  const { code, message } = thrown as { code?: string; message: string };
  const failure = { code, message };
  return { threadId, chunks: 0, elements: 0, bytes: 0, startedMs: 0, busyMs: 0, failure };
}
