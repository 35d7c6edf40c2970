import { readPieces, truncated, type ByteSource } from './byte-source.ts';
import { TensorsError, count } from './errors.ts';
import {
  NPY_PREFIX_BYTES,
  formatNpyHeader,
  parseNpyHeader,
  type NpyHeader,
  type NpyOptions,
} from './npy-header.ts';
import { Tensor, type TensorLayout } from './tensor.ts';
import { encodeData, type TensorInput } from './tensor-input.ts';

/** The name of an array whose file says none. */
export const UNNAMED = 'array';

export interface OpenNpyOptions extends NpyOptions {
  /** What to call the tensor; an .npy file does not say. */
  readonly name?: string;
}

/**
 * Opens an .npy array: checks header and length, reads no data yet.
 * @throws TensorsError with the code of the rule that the file breaks
 */
export async function openNpy(source: ByteSource, options: OpenNpyOptions = {}): Promise<Tensor> {
  const prefix = await source.read(0, Math.min(NPY_PREFIX_BYTES, source.byteLength));
  const header = parseNpyHeader(prefix, options);
  requireNpyLength(header, source.byteLength);
  return new Tensor(options.name ?? UNNAMED, header, {
    range: { start: header.start, end: header.end },
    stream: (start, end, pieceBytes) =>
      readPieces(source, header.start + start, header.start + end, pieceBytes, '.npy data'),
  });
}

/** An array ends where its file ends. */
export function requireNpyLength(header: NpyHeader, byteLength: number): void {
  if (byteLength < header.end) throw truncated('.npy data', header.end, byteLength);
  if (byteLength > header.end) {
    throw new TensorsError(
      'TENSORS_TRAILING_BYTES',
      `.npy data ends at byte ${count(header.end)}; the file has ${count(byteLength)} bytes`,
    );
  }
}

/**
 * Encodes an array as .npy, in the dtype, order and byte order it is given in, piece by piece.
 * @throws TENSORS_LAYOUT_UNSUPPORTED, TENSORS_LENGTH_MISMATCH
 */
export async function* encodeNpy(
  input: TensorInput,
  options: NpyOptions = {},
): AsyncGenerator<Uint8Array> {
  yield formatNpyHeader(layoutOf(input), options);
  yield* encodeData(input, '.npy array');
}

function layoutOf({ dtype, shape, order = 'C', byteOrder = 'little' }: TensorInput): TensorLayout {
  return { dtype, shape, order, byteOrder };
}
