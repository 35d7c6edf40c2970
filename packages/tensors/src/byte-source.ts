import { TensorsError, count } from './errors.ts';

/** What every reader reads from: a file, bytes in memory, a range request. */
export interface ByteSource {
  readonly byteLength: number;
  /** Resolves to the bytes from `start` (inclusive) to `end` (exclusive); the caller owns and may change them. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A source over bytes in memory. Reads copy, so that nothing computed in place reaches the original. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.byteLength,
    // Not slice: on a Node Buffer that would share memory.
    read: async (start, end) => new Uint8Array(bytes.subarray(start, end)),
  };
}

/**
 * Reads exactly the bytes asked for.
 * @throws TENSORS_FILE_TRUNCATED when the source ends before `end`
 */
export async function readExactly(
  source: ByteSource,
  start: number,
  end: number,
  what: string,
): Promise<Uint8Array> {
  if (end > source.byteLength) throw truncated(what, end, source.byteLength);
  const bytes = await source.read(start, end);
  if (bytes.byteLength !== end - start) throw truncated(what, end, start + bytes.byteLength);
  return bytes;
}

/** Reads a range piece by piece; only the last piece may be shorter than `pieceBytes`. */
export async function* readPieces(
  source: ByteSource,
  start: number,
  end: number,
  pieceBytes: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += pieceBytes) {
    yield await readExactly(source, at, Math.min(at + pieceBytes, end), what);
  }
}

/**
 * Makes room for bytes that are about to be read.
 * @throws TENSORS_TENSOR_TOO_LARGE when one buffer cannot hold them
 */
export function allocateBytes(byteLength: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(byteLength);
  } catch (cause) {
    throw new TensorsError(
      'TENSORS_TENSOR_TOO_LARGE',
      `a range of ${count(byteLength)} bytes does not fit in one buffer; read it in chunks`,
      { cause },
    );
  }
}

export function truncated(what: string, expected: number, actual: number): TensorsError {
  return new TensorsError(
    'TENSORS_FILE_TRUNCATED',
    `${what} ends at byte ${count(expected)}; the file has ${count(actual)} bytes`,
  );
}
