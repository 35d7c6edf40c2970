import { readSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { activation, countNonFinite, type Activation, type Elements } from '@actigrad/core';
import {
  byteLengthOf,
  countNonFinite as countStoredNonFinite,
  decodeFloatsInto,
  encodeFloatsInto,
  floatBytes,
  hostByteOrder,
  isFloatDType,
  swapBytes,
  type DType,
  type FloatDType,
  type NonFinite,
} from '@actigrad/tensors';
import {
  controlFields,
  type ChunkBuffers,
  type ChunkInput,
  type ChunkReport,
  type ChunkTask,
  type FilePlace,
} from './chunk-task.ts';

/**
 * Of elements as they are computed: a chunk passes through in blocks that stay in a core's own cache from reading to the
 * checksum, since two threads that go through the memory of whole chunks wait for each other. Between two looks at the
 * cancel flag it takes 0.3 ms.
 */
const blockBytes = 2 ** 18;

/**
 * Reads a chunk and computes it in one thread: while one waits for the disk, others compute. Nothing of its input is
 * overwritten, so a chunk whose thread died is simply begun again. Never throws, so that a rejected task always means a
 * dead worker.
 */
export function transformChunk(task: ChunkTask): ChunkReport {
  const chunk = new ChunkRun(task);
  try {
    return chunk.run();
  } catch (thrown) {
    return chunk.fail(thrown);
  }
}

/** Where the encoded elements of a finished chunk lie. */
export function encodedBytes({ buffers, source, target, length }: EncodedChunk): Uint8Array {
  const byteLength = byteLengthOf(target.dtype, length);
  const isInValues = isFloatDType(source.dtype) && isAsWide(target.dtype, buffers.values);
  const bytes = isInValues ? bytesOf(buffers.values) : buffers.stored;
  return bytes.subarray(0, byteLength);
}

type EncodedChunk = Pick<ChunkTask, 'source' | 'target' | 'length'> & {
  readonly buffers: ChunkBuffers;
};

type Operation = 'read' | 'compute';

/** A part of a chunk. */
interface Block {
  /** Elements of the chunk before it, and in it. */
  readonly at: number;
  readonly length: number;
}

class ChunkRun {
  readonly #task: ChunkTask;
  readonly #control: Int32Array;
  readonly #startedMs = now();
  readonly #spentMs = { read: 0, compute: 0 };
  #activation: Activation | undefined;
  #operation: Operation = 'read';
  #begunMs = this.#startedMs;
  #bytesRead = 0;
  #bytesEncoded = 0;
  readonly #input = { nan: 0, infinite: 0 };
  readonly #output = { nan: 0, infinite: 0 };
  #crc32 = 0;

  constructor(task: ChunkTask) {
    this.#task = task;
    this.#control = new Int32Array(task.control);
    Atomics.store(this.#control, controlFields.started, 1);
  }

  run(): ChunkReport {
    const { length, buffers, activation: given } = this.#task;
    this.#activation = given && activation(given.id).with(given.parameters);
    const blockElements = blockBytes / buffers.values.BYTES_PER_ELEMENT;
    for (let at = 0; at < length && !this.#isCancelled(); at += blockElements)
      this.#transform({ at, length: Math.min(blockElements, length - at) });
    return this.#isCancelled() ? { ...this.#report(), isCancelled: true } : this.#report();
  }

  fail(thrown: unknown): ChunkReport {
    const { code, message } = thrown as { code?: string; message: string };
    return { ...this.#report(), failure: { operation: this.#operation, code, message } };
  }

  #transform(block: Block): void {
    const { buffers, source, x, dy } = this.#task;
    const encoded = this.#encodedBytes(block);
    this.#begin('read');
    if (isFloatDType(source.dtype)) {
      const end = block.at + block.length;
      const values = buffers.values.subarray(block.at, end);
      this.#decode(x, source.dtype, block, values);
      const gradients = dy && buffers.gradients?.subarray(block.at, end);
      if (dy && gradients) this.#decode(dy, source.dtype, block, gradients);
      this.#begin('compute');
      add(this.#input, nonFiniteOf(values));
      this.#compute(block, values, gradients);
      this.#encode(values, encoded);
    } else {
      this.#copyIn(x, block, encoded);
      this.#begin('compute');
    }
    if (this.#isCancelled()) return;
    this.#crc32 = crc32(encoded, this.#crc32);
    this.#bytesEncoded += encoded.byteLength;
  }

  /** Blocks take turns, so this is how long each operation took in all, as if they had followed each other. */
  #report(): ChunkReport {
    this.#begin(this.#operation);
    const compute = this.#startedMs + this.#spentMs.read;
    return {
      threadId,
      elements: this.#task.length,
      bytesRead: this.#bytesRead,
      bytesEncoded: this.#bytesEncoded,
      crc32: this.#crc32,
      nonFinite: { input: this.#input, output: this.#output },
      at: [this.#startedMs, compute, compute + this.#spentMs.compute],
    };
  }

  #begin(operation: Operation): void {
    const at = now();
    this.#spentMs[this.#operation] += at - this.#begunMs;
    this.#begunMs = at;
    this.#operation = operation;
    this.#beat();
  }

  /** Says to the watchdog that the thread is not stuck. */
  #beat(): void {
    Atomics.add(this.#control, controlFields.beats, 1);
  }

  #isCancelled(): boolean {
    return Atomics.load(this.#control, controlFields.cancelled) === 1;
  }

  /** Where the encoded elements of a block belong in the buffers. */
  #encodedBytes({ at, length }: Block): Uint8Array {
    const { dtype } = this.#task.target;
    const bytes = encodedBytes({ ...this.#task, length: at + length });
    return bytes.subarray(byteLengthOf(dtype, at));
  }

  #decode(input: ChunkInput, dtype: FloatDType, block: Block, values: Elements): void {
    const { buffers, source } = this.#task;
    const start = byteLengthOf(dtype, block.at);
    const bytes = isAsWide(dtype, values)
      ? bytesOf(values)
      : buffers.stored.subarray(start, start + byteLengthOf(dtype, block.length));
    this.#copyIn(input, block, bytes);
    decodeFloatsInto(bytes, dtype, source.byteOrder, values);
  }

  #copyIn(input: ChunkInput, block: Block, target: Uint8Array): void {
    const start = byteLengthOf(this.#task.source.dtype, block.at);
    if ('bytes' in input) target.set(input.bytes.subarray(start, start + target.byteLength));
    else this.#read(input, start, target);
    this.#bytesRead += target.byteLength;
    this.#beat();
  }

  #read({ fd, position }: FilePlace, start: number, target: Uint8Array): void {
    for (let filled = 0; filled < target.byteLength;) {
      const from = position + start + filled;
      const bytes = readSync(fd, target, filled, target.byteLength - filled, from);
      if (bytes === 0) {
        const message = `it ends at byte ${from}; it was longer when it was opened`;
        throw Object.assign(new Error(message), { code: 'ESHORT' });
      }
      filled += bytes;
    }
  }

  #compute({ at }: Block, values: Elements, gradients: Elements | undefined): void {
    const f = this.#activation;
    if (!f) return;
    const { start = 0 } = this.#task.layout;
    const options = { ...this.#task.layout, start: start + at, out: values };
    if (gradients) f.backward(values, gradients, options);
    else f.forward(values, options);
    this.#beat();
  }

  #encode(values: Elements, encoded: Uint8Array): void {
    const { dtype, byteOrder } = this.#task.target;
    if (!isFloatDType(dtype)) return;
    encodeFloatsInto(values, dtype, hostByteOrder, encoded);
    // Counted as it is stored: what is too large for the dtype has become an infinity.
    const isInValues = isAsWide(dtype, values);
    add(this.#output, isInValues ? nonFiniteOf(values) : countStoredNonFinite(encoded, dtype));
    if (byteOrder !== hostByteOrder) swapBytes(encoded, floatBytes(dtype));
  }
}

type Counts = { -readonly [K in keyof NonFinite]: number };

function add(sum: Counts, { nan, infinite }: NonFinite): void {
  sum.nan += nan;
  sum.infinite += infinite;
}

function isAsWide(dtype: DType, values: Elements): boolean {
  return byteLengthOf(dtype, 8) === 8 * values.BYTES_PER_ELEMENT;
}

/** Counted where they stand in kernel memory. */
function nonFiniteOf(values: Elements): NonFinite {
  const { nan, positiveInfinity, negativeInfinity } = countNonFinite(values);
  return { nan, infinite: positiveInfinity + negativeInfinity };
}

function bytesOf({ buffer, byteOffset, byteLength }: Elements): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Comparable between threads, each of which counts from its own start. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
