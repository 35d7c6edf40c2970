import { readExactly, readPieces, truncated, type ByteSource } from './byte-source.ts';
import { TensorsError, count, quote } from './errors.ts';
import {
  formatSafetensorsHeader,
  parseSafetensorsHeader,
  requireHeaderLength,
  sortForSafetensors,
} from './safetensors-header.ts';
import { Tensor } from './tensor.ts';
import { encodeData, type NamedTensorInput } from './tensor-input.ts';

/** Tensors by name, in the order of their data, and the strings that came with them. */
export interface TensorSet {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Opens a safetensors file: checks the header and that its tensors fill the file exactly, reads no data yet.
 * @throws TensorsError with the code of the rule that the file breaks
 */
export async function openSafetensors(source: ByteSource): Promise<TensorSet> {
  const lengthBytes = await readExactly(source, 0, 8, 'safetensors header length');
  const textBytes = requireHeaderLength(
    new DataView(lengthBytes.buffer, lengthBytes.byteOffset).getBigUint64(0, true),
  );
  const dataStart = 8 + textBytes;
  const text = await readExactly(source, 8, dataStart, 'safetensors header');
  const { entries, metadata, dataBytes } = parseSafetensorsHeader(text);
  const fileEnd = dataStart + dataBytes;
  if (source.byteLength < fileEnd) throw truncated('safetensors data', fileEnd, source.byteLength);
  if (source.byteLength > fileEnd) {
    throw new TensorsError(
      'TENSORS_TRAILING_BYTES',
      `safetensors data ends at byte ${count(fileEnd)}; the file has ${count(source.byteLength)} bytes`,
    );
  }
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, start, end } of entries) {
    const range = { start: dataStart + start, end: dataStart + end };
    const layout = { dtype, shape, order: 'C', byteOrder: 'little' } as const;
    const stream = (from: number, to: number, pieceBytes: number): AsyncGenerator<Uint8Array> =>
      readPieces(source, range.start + from, range.start + to, pieceBytes, `tensor ${quote(name)}`);
    tensors.set(name, new Tensor(name, layout, { range, stream }));
  }
  return { tensors, metadata };
}

/**
 * Encodes tensors as safetensors, piece by piece. The data of each is pulled when its turn comes: widest dtype first,
 * then by name, as the reference writer sorts them.
 * @throws TENSORS_LAYOUT_UNSUPPORTED, TENSORS_NAME_REPEATED, TENSORS_LENGTH_MISMATCH
 */
export async function* encodeSafetensors(
  tensors: Iterable<NamedTensorInput>,
  metadata: ReadonlyMap<string, string> = new Map(),
): AsyncGenerator<Uint8Array> {
  const sorted = sortForSafetensors(tensors);
  yield formatSafetensorsHeader(sorted, metadata);
  for (const tensor of sorted) yield* encodeData(tensor, `tensor ${quote(tensor.name)}`);
}
