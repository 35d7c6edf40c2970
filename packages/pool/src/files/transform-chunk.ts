import { readSync, writeSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { activation, type Elements } from '@actigrad/core';
import {
  byteLengthOf,
  countNonFinite,
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

/** Between two looks at the cancel flag: 0.3 ms of a usual kernel. */
const blockElements = 65536;
const pieceBytes = 2 ** 20;

const none: NonFinite = { nan: 0, infinite: 0 };

/**
 * Reads a chunk, computes it and writes it, all in one thread: while one waits for the disk, others compute. Nothing of
 * its input is overwritten, so a chunk whose thread died is simply begun again. Never throws, so that a rejected task
 * always means a dead worker.
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

class ChunkRun {
  readonly #task: ChunkTask;
  readonly #control: Int32Array;
  readonly #at: number[] = [now()];
  #operation: 'read' | 'compute' | 'write' = 'read';
  #bytesRead = 0;
  #bytesWritten = 0;
  #input = none;
  #output = none;
  #crc32 = 0;

  constructor(task: ChunkTask) {
    this.#task = task;
    this.#control = new Int32Array(task.control);
    Atomics.store(this.#control, controlFields.started, 1);
  }

  run(): ChunkReport {
    const { buffers, length, source } = this.#task;
    if (isFloatDType(source.dtype)) {
      const values = buffers.values.subarray(0, length);
      this.#decode(this.#task.x, source.dtype, values);
      const gradients = this.#task.dy && buffers.gradients?.subarray(0, length);
      if (this.#task.dy && gradients) this.#decode(this.#task.dy, source.dtype, gradients);
      this.#begin('compute');
      this.#input = countNonFinite(bytesOf(values), storedAs(values));
      this.#compute(values, gradients);
      this.#encode(values);
    } else {
      this.#copyIn(this.#task.x, encodedBytes(this.#task));
      this.#begin('compute');
    }
    if (this.#isCancelled()) return { ...this.#report(), isCancelled: true };
    const encoded = encodedBytes(this.#task);
    this.#crc32 = crc32(encoded);
    this.#begin('write');
    if (this.#task.output) this.#write(this.#task.output, encoded);
    this.#at.push(now());
    return this.#isCancelled() ? { ...this.#report(), isCancelled: true } : this.#report();
  }

  fail(thrown: unknown): ChunkReport {
    const { code, message } = thrown as { code?: string; message: string };
    return { ...this.#report(), failure: { operation: this.#operation, code, message } };
  }

  #report(): ChunkReport {
    const [read = 0, compute = read, write = compute, end = now()] = this.#at;
    return {
      threadId,
      elements: this.#task.length,
      bytesRead: this.#bytesRead,
      bytesWritten: this.#bytesWritten,
      crc32: this.#crc32,
      nonFinite: { input: this.#input, output: this.#output },
      at: [read, compute, write, end],
    };
  }

  #begin(operation: 'compute' | 'write'): void {
    this.#operation = operation;
    this.#at.push(now());
    this.#beat();
  }

  /** Says to the watchdog that the thread is not stuck. */
  #beat(): void {
    Atomics.add(this.#control, controlFields.beats, 1);
  }

  #isCancelled(): boolean {
    return Atomics.load(this.#control, controlFields.cancelled) === 1;
  }

  #decode(input: ChunkInput, dtype: FloatDType, values: Elements): void {
    const bytes = isAsWide(dtype, values)
      ? bytesOf(values)
      : this.#task.buffers.stored.subarray(0, byteLengthOf(dtype, values.length));
    this.#copyIn(input, bytes);
    decodeFloatsInto(bytes, dtype, this.#task.source.byteOrder, values);
  }

  #copyIn(input: ChunkInput, target: Uint8Array): void {
    if ('bytes' in input) target.set(input.bytes.subarray(0, target.byteLength));
    else this.#read(input, target);
    this.#bytesRead += target.byteLength;
    this.#beat();
  }

  #read({ fd, position }: FilePlace, target: Uint8Array): void {
    for (let filled = 0; filled < target.byteLength;) {
      const bytes = readSync(fd, target, filled, target.byteLength - filled, position + filled);
      if (bytes === 0) {
        const message = `it ends at byte ${position + filled}; it was longer when it was opened`;
        throw Object.assign(new Error(message), { code: 'ESHORT' });
      }
      filled += bytes;
    }
  }

  #compute(values: Elements, gradients: Elements | undefined): void {
    if (!this.#task.activation) return;
    const { id, parameters } = this.#task.activation;
    const f = activation(id).with(parameters);
    const { start = 0 } = this.#task.layout;
    for (let at = 0; at < values.length && !this.#isCancelled(); at += blockElements) {
      const out = values.subarray(at, at + blockElements);
      const options = { ...this.#task.layout, start: start + at, out };
      if (gradients) f.backward(out, gradients.subarray(at, at + blockElements), options);
      else f.forward(out, options);
      this.#beat();
    }
  }

  #encode(values: Elements): void {
    const { dtype, byteOrder } = this.#task.target;
    if (!isFloatDType(dtype)) return;
    const encoded = encodedBytes(this.#task);
    encodeFloatsInto(values, dtype, hostByteOrder, encoded);
    // Counted as it is stored: what is too large for the dtype has become an infinity.
    this.#output = countNonFinite(encoded, dtype);
    if (byteOrder !== hostByteOrder) swapBytes(encoded, floatBytes(dtype));
  }

  #write({ fd, position }: FilePlace, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength && !this.#isCancelled();) {
      const length = Math.min(pieceBytes, bytes.byteLength - at);
      at += writeSync(fd, bytes, at, length, position + at);
      this.#bytesWritten = at;
      this.#beat();
    }
  }
}

function isAsWide(dtype: DType, values: Elements): boolean {
  return byteLengthOf(dtype, 8) === 8 * values.BYTES_PER_ELEMENT;
}

function storedAs(values: Elements): 'F32' | 'F64' {
  return values.BYTES_PER_ELEMENT === 4 ? 'F32' : 'F64';
}

function bytesOf({ buffer, byteOffset, byteLength }: Elements): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Comparable between threads, each of which counts from its own start. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
