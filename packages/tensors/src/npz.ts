import { Readable, pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { readPieces, type ByteSource } from './byte-source.ts';
import { TensorsError, count, quote } from './errors.ts';
import { DEFAULT_CHUNK_BYTES } from './limits.ts';
import { encodeNpy } from './npy.ts';
import { NPY_PREFIX_BYTES, parseNpyHeader, type NpyOptions } from './npy-header.ts';
import { listNpzEntries, requireEntryName, zipError, type NpzEntry } from './npz-directory.ts';
import { Tensor } from './tensor.ts';
import type { NamedTensorInput } from './tensor-input.ts';
import { encodeZip, type ZipInput } from './zip-writer.ts';

export interface NpzWriteOptions extends NpyOptions {
  /** Deflate the arrays; otherwise they are stored as they are. */
  readonly isCompressed?: boolean;
}

/**
 * Opens an archive of arrays: checks its directory and every array's header, reads no more data yet. The checksum of an
 * array is checked before its last bytes are handed out.
 * @throws TensorsError with the code of the rule that the file breaks
 */
export async function openNpz(
  source: ByteSource,
  options: NpyOptions = {},
): Promise<ReadonlyMap<string, Tensor>> {
  const tensors = new Map<string, Tensor>();
  for (const entry of await listNpzEntries(source)) {
    tensors.set(entry.name, await openEntry(source, entry, options));
  }
  return tensors;
}

async function openEntry(
  source: ByteSource,
  entry: NpzEntry,
  options: NpyOptions,
): Promise<Tensor> {
  const header = parseNpyHeader(await readPrefix(source, entry), options);
  if (header.end !== entry.byteLength) {
    throw new TensorsError(
      'TENSORS_ZIP_ENTRY_SIZE',
      `archive entry ${quote(entry.name)} holds ${count(entry.byteLength)} bytes; its header and shape take ${count(header.end)}`,
    );
  }
  return new Tensor(entry.name, header, {
    stream: (start, end, pieceBytes) =>
      slice(unpack(source, entry, pieceBytes), header.start + start, header.start + end),
  });
}

/** A short entry is read to its end, checksum included. */
async function readPrefix(source: ByteSource, entry: NpzEntry): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  for await (const piece of unpack(source, entry, NPY_PREFIX_BYTES)) {
    pieces.push(piece);
    byteLength += piece.byteLength;
    if (byteLength >= NPY_PREFIX_BYTES) break;
  }
  return Buffer.concat(pieces);
}

/** Cuts a range out of a stream. The rest after it is not asked for. */
async function* slice(
  pieces: AsyncIterable<Uint8Array>,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  if (start === end) return;
  for await (const piece of pieces) {
    const part = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    if (part.byteLength > 0) yield part;
    at += piece.byteLength;
    if (at >= end) return;
  }
}

/**
 * Yields the .npy file of an entry. One piece is held back, so that length and checksum are known to be right before the
 * last one is handed out; no more than the claimed length is ever unpacked.
 */
async function* unpack(
  source: ByteSource,
  entry: NpzEntry,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  const what = `archive entry ${quote(entry.name)}`;
  const packed = readPieces(
    source,
    entry.start,
    entry.end,
    Math.min(pieceBytes, DEFAULT_CHUNK_BYTES),
    what,
  );
  let checksum = 0;
  let byteLength = 0;
  let held: Uint8Array | undefined;
  for await (const piece of entry.isDeflated
    ? inflate(packed, entry.end - entry.start, what)
    : packed) {
    checksum = crc32(piece, checksum);
    byteLength += piece.byteLength;
    if (byteLength > entry.byteLength) break;
    if (held !== undefined) yield held;
    held = piece;
  }
  if (byteLength !== entry.byteLength) {
    throw new TensorsError(
      'TENSORS_ZIP_ENTRY_SIZE',
      `${what} unpacks to ${byteLength > entry.byteLength ? 'at least ' : ''}${count(byteLength)} bytes; ` +
        `the archive claims ${count(entry.byteLength)}`,
    );
  }
  if (checksum !== entry.crc32) {
    throw new TensorsError(
      'TENSORS_ZIP_CHECKSUM',
      `${what} has CRC-32 ${hexadecimal(checksum)}; the archive says ${hexadecimal(entry.crc32)}`,
    );
  }
  if (held !== undefined) yield held;
}

async function* inflate(
  packed: AsyncIterable<Uint8Array>,
  packedLength: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: INFLATED_PIECE_BYTES });
  // The pipeline closes both streams when either fails or the iteration below stops; its error surfaces there.
  const inflated = pipeline(Readable.from(packed), inflater, () => {});
  try {
    for await (const piece of inflated) yield piece as Uint8Array;
  } catch (cause) {
    throw zipError(cause);
  }
  if (inflater.bytesWritten !== packedLength) {
    throw new TensorsError(
      'TENSORS_ZIP_ENTRY_SIZE',
      `${what} is deflated to ${count(inflater.bytesWritten)} bytes; the archive claims ${count(packedLength)}`,
    );
  }
}

/** Pieces of Node's default size, 16 KiB, are unpacked at less than half the speed. */
const INFLATED_PIECE_BYTES = 256 * 1024;

function hexadecimal(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}

/**
 * Encodes tensors as an .npz archive, piece by piece, in the order given.
 * @throws TENSORS_NAME_INVALID, TENSORS_NAME_REPEATED, TENSORS_LAYOUT_UNSUPPORTED, TENSORS_LENGTH_MISMATCH
 */
export async function* encodeNpz(
  tensors: Iterable<NamedTensorInput>,
  options: NpzWriteOptions = {},
): AsyncGenerator<Uint8Array> {
  const named = [...tensors];
  requireEntryNames(named);
  const inputs: ZipInput[] = named.map((tensor) => ({
    name: `${tensor.name}.npy`,
    pieces: encodeNpy(tensor, options),
  }));
  yield* encodeZip(inputs, options.isCompressed ?? false);
}

/** @throws TENSORS_NAME_INVALID, TENSORS_NAME_REPEATED */
export function requireEntryNames(tensors: readonly { readonly name: string }[]): void {
  const names = new Set<string>();
  for (const { name } of tensors) {
    requireEntryName(`${name}.npy`);
    if (names.has(name)) {
      throw new TensorsError(
        'TENSORS_NAME_REPEATED',
        `two tensors are called ${quote(name)}; names are unique`,
      );
    }
    names.add(name);
  }
}
