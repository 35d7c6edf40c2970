import { byteLengthOf, isFloatDType, type ByteOrder, type DType } from './dtype.ts';
import { TensorsError, count } from './errors.ts';
import { encodeFloats, type FloatArray } from './floats.ts';
import { elementCount } from './shape.ts';

/** Floats are converted to the dtype, rounded once to the nearest even; bytes are stored as they are. */
export type Chunk = FloatArray | Uint8Array;

/** What a writer stores. A `Tensor` that was read is one, too. */
export interface TensorInput {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** The order in which the elements come; C (row by row) by default. */
  readonly order?: 'C' | 'F';
  /** The byte order to store; little by default. */
  readonly byteOrder?: ByteOrder;
  /** All elements at once, or chunks that are pulled one by one while they are written. */
  readonly data: Chunk | Iterable<Chunk> | AsyncIterable<Chunk>;
}

export interface NamedTensorInput extends TensorInput {
  readonly name: string;
}

/**
 * Yields the stored bytes of a tensor. A yielded chunk may share memory with the chunk it came from, so the next one is
 * only asked for when it has been consumed.
 * @throws TENSORS_LENGTH_MISMATCH when the chunks hold more or fewer elements than the shape
 */
export async function* encodeData(input: TensorInput, what: string): AsyncGenerator<Uint8Array> {
  const { dtype, byteOrder = 'little' } = input;
  const expected = byteLengthOf(dtype, elementCount(input.shape));
  let given = 0;
  for await (const chunk of isChunk(input.data) ? [input.data] : input.data) {
    const bytes = encodeChunk(chunk, dtype, byteOrder);
    given += bytes.byteLength;
    if (given > expected) break;
    yield bytes;
  }
  if (given !== expected) {
    throw new TensorsError(
      'TENSORS_LENGTH_MISMATCH',
      `${what} was given ${given > expected ? 'at least ' : ''}${count(given)} bytes; ` +
        `shape [${input.shape.join(', ')}] of ${dtype} takes ${count(expected)}`,
    );
  }
}

function encodeChunk(chunk: Chunk, dtype: DType, byteOrder: ByteOrder): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (isFloatDType(dtype)) return encodeFloats(chunk, dtype, byteOrder);
  throw new TensorsError(
    'TENSORS_DTYPE_NOT_FLOAT',
    `floats cannot be stored as ${dtype}; give its bytes`,
  );
}

function isChunk(data: TensorInput['data']): data is Chunk {
  return ArrayBuffer.isView(data);
}
