import { allocateBytes } from './byte-source.ts';
import {
  byteLengthOf,
  floatBytes,
  isFloatDType,
  type ByteOrder,
  type DType,
  type FloatDType,
} from './dtype.ts';
import { TensorsError, count, quote } from './errors.ts';
import { decodeFloats, type FloatArray } from './floats.ts';
import { DEFAULT_CHUNK_BYTES } from './limits.ts';
import { elementCount } from './shape.ts';

/** How elements are laid out: `order` C is row by row, F (Fortran) is column by column. */
export interface TensorLayout {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
  readonly byteOrder: ByteOrder;
}

/** Where the stored bytes of a tensor come from. */
export interface TensorBytes {
  /** The range of the file that holds the bytes as they are; absent inside an archive or a stream. */
  readonly range?: { readonly start: number; readonly end: number };
  /**
   * Yields the bytes from `start` (inclusive) to `end` (exclusive) of the tensor, in pieces of about `pieceBytes`, which
   * the caller owns. Throws when they cannot all be had.
   */
  stream(start: number, end: number, pieceBytes: number): AsyncIterable<Uint8Array>;
}

/** Elements `start` (inclusive) to `end` (exclusive), in chunks of `chunkLength` elements; by default all, in 4 MiB. */
export interface ChunkOptions {
  readonly start?: number;
  readonly end?: number;
  readonly chunkLength?: number;
}

/** A tensor in a file: its layout is checked, its data is read when asked for, in the order in which it is stored. */
export class Tensor implements TensorLayout {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
  readonly byteOrder: ByteOrder;
  /** Elements. */
  readonly length: number;
  readonly byteLength: number;
  /** The bytes of the file that hold the data as it is; undefined inside an archive or a stream. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  readonly #bytes: TensorBytes;

  constructor(name: string, layout: TensorLayout, bytes: TensorBytes) {
    this.name = name;
    this.dtype = layout.dtype;
    this.shape = layout.shape;
    this.order = layout.order;
    this.byteOrder = layout.byteOrder;
    this.length = elementCount(layout.shape);
    this.byteLength = byteLengthOf(layout.dtype, this.length);
    this.range = bytes.range;
    this.#bytes = bytes;
  }

  /** The stored bytes in chunks, so that a tensor can be handed to a writer as it is. */
  get data(): AsyncGenerator<Uint8Array> {
    return this.byteChunks();
  }

  /**
   * Reads elements as floats: a Float64Array for F64, a Float32Array for F32, F16 and BF16, exactly.
   * @throws TENSORS_DTYPE_NOT_FLOAT, TENSORS_RANGE_INVALID, TENSORS_TENSOR_TOO_LARGE, TENSORS_FILE_TRUNCATED
   */
  async read(start = 0, end: number = this.length): Promise<FloatArray> {
    const chunkLength = Math.max(end - start, 1);
    for await (const chunk of this.chunks({ start, end, chunkLength })) return chunk;
    return decodeFloats(new Uint8Array(0), this.#floatDType(), this.byteOrder);
  }

  /** Reads elements as floats, chunk by chunk, like `read`; every chunk is the caller's to keep or change. */
  async *chunks(options: ChunkOptions = {}): AsyncGenerator<FloatArray> {
    const dtype = this.#floatDType();
    const elementBytes = floatBytes(dtype);
    const {
      start = 0,
      end = this.length,
      chunkLength = DEFAULT_CHUNK_BYTES / elementBytes,
    } = options;
    this.#requireRange(start, end, chunkLength);
    const blockBytes = chunkLength * elementBytes;
    for await (const block of this.#blocks(start * elementBytes, end * elementBytes, blockBytes)) {
      yield decodeFloats(block, dtype, this.byteOrder);
    }
  }

  /** Reads the bytes as they are stored, of any dtype. */
  async readBytes(): Promise<Uint8Array> {
    for await (const bytes of this.byteChunks(Math.max(this.byteLength, 1))) return bytes;
    return new Uint8Array(0);
  }

  /** Reads the bytes as they are stored, of any dtype, in chunks of `chunkBytes`. */
  async *byteChunks(chunkBytes: number = DEFAULT_CHUNK_BYTES): AsyncGenerator<Uint8Array> {
    this.#requireRange(0, this.length, chunkBytes);
    yield* this.#blocks(0, this.byteLength, chunkBytes);
  }

  /** Cuts the stream into blocks of one size. A piece that is a block already goes through without a copy. */
  async *#blocks(start: number, end: number, blockBytes: number): AsyncGenerator<Uint8Array> {
    let remaining = end - start;
    let block: Uint8Array | undefined;
    let filled = 0;
    for await (let piece of this.#bytes.stream(start, end, blockBytes)) {
      if (block === undefined && piece.byteLength === Math.min(blockBytes, remaining)) {
        remaining -= piece.byteLength;
        yield piece;
        continue;
      }
      while (piece.byteLength > 0) {
        block ??= allocateBytes(Math.min(blockBytes, remaining));
        const taken = piece.subarray(0, block.byteLength - filled);
        block.set(taken, filled);
        filled += taken.byteLength;
        piece = piece.subarray(taken.byteLength);
        if (filled === block.byteLength) {
          remaining -= filled;
          yield block;
          block = undefined;
          filled = 0;
        }
      }
    }
  }

  #floatDType(): FloatDType {
    if (isFloatDType(this.dtype)) return this.dtype;
    throw new TensorsError(
      'TENSORS_DTYPE_NOT_FLOAT',
      `tensor ${quote(this.name)} is ${this.dtype}; values are read from F64, F32, F16 and BF16 only`,
    );
  }

  #requireRange(start: number, end: number, chunkLength: number): void {
    const isRange =
      Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end;
    if (!isRange || end > this.length) {
      throw new TensorsError(
        'TENSORS_RANGE_INVALID',
        `range is ${start} to ${end}; tensor ${quote(this.name)} has elements 0 to ${count(this.length)}`,
      );
    }
    if (!Number.isSafeInteger(chunkLength) || chunkLength < 1) {
      throw new TensorsError(
        'TENSORS_RANGE_INVALID',
        `chunk length is ${chunkLength}; it is a positive integer`,
      );
    }
  }
}
