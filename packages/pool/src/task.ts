import type { Activation, Elements } from '@actigrad/core';
import type { ControlBlock, ControlShape } from './control-block.ts';
import type { Operands } from './operands.ts';

/** What is posted to a worker: arrays over shared memory, everything else by value. */
export interface Task extends Omit<Operands, 'activation'> {
  readonly activation: Pick<Activation, 'id' | 'parameters'>;
  readonly chunkElements: number;
  readonly control: { readonly shape: ControlShape; readonly buffer: SharedArrayBuffer };
  readonly slot: number;
  /** Room for one block, where the call is in place. */
  readonly scratch?: Elements;
}

/** What a task did. Errors lose their code on the way between threads, so it travels as data. */
export interface TaskReport {
  readonly threadId: number;
  readonly chunks: number;
  readonly elements: number;
  /** Read and written. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly busyMs: number;
  readonly failure?: { readonly code: string | undefined; readonly message: string };
}

/** Chunks begin on cache lines (of arrays that do), so that no two threads write one line. */
const lineBytes = 64;
/** Sixteen claims for each thread even out threads of unequal speed; numexpr does the same. */
const claimsPerThread = 16;
/** A claim costs about 5 µs with the calls for its block; relu, the cheapest function, takes 15 µs for these. */
const leastChunkBytes = 65536;
/** Takes 0.7 ms of a slow kernel: nobody is waited for longer at the end. */
const mostChunkBytes = 2 ** 20;
/** Bounds the control block to 8 MiB, whatever chunk size is asked for. */
const mostChunks = 2 ** 20;
/** Between two looks at the cancel flag. 262,144 float32 take 0.7 ms of a slow kernel; fewer cost calls of 4 µs each. */
const blockBytes = 2 ** 20;
/** A block that is journaled is copied out of the cache. */
const journaledBytes = 2 ** 18;

/** Elements that a thread claims at a time. */
export function chunkSize(x: Elements, threads: number, asked?: number): number {
  const share = Math.ceil(x.length / (claimsPerThread * threads));
  const least = leastChunkBytes / x.BYTES_PER_ELEMENT;
  const most = mostChunkBytes / x.BYTES_PER_ELEMENT;
  const wanted = asked ?? Math.min(Math.max(share, least), most);
  const line = lineBytes / x.BYTES_PER_ELEMENT;
  return Math.ceil(Math.max(wanted, x.length / mostChunks) / line) * line;
}

/** Elements that are computed and journaled at a time. */
export function journaledBlockSize(x: Elements): number {
  return journaledBytes / x.BYTES_PER_ELEMENT;
}

/** Where a block of a chunk lies in the array. */
export function blockRange(
  task: Pick<Task, 'x' | 'chunkElements' | 'scratch'>,
  chunk: number,
  block: number,
): [start: number, end: number] {
  const chunkStart = chunk * task.chunkElements;
  const chunkEnd = Math.min(chunkStart + task.chunkElements, task.x.length);
  const blockSize = task.scratch?.length ?? blockBytes / task.x.BYTES_PER_ELEMENT;
  const start = chunkStart + block * blockSize;
  return [start, Math.min(start + blockSize, chunkEnd)];
}

export function makeTask(
  operands: Operands,
  chunkElements: number,
  control: ControlBlock,
  slot: number,
  scratch: Elements | undefined,
): Task {
  const { id, parameters } = operands.activation;
  return {
    ...operands,
    activation: { id, parameters },
    chunkElements,
    control: { shape: control.shape, buffer: control.buffer },
    slot,
    ...(scratch && { scratch }),
  };
}
