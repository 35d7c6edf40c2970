import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipInput {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** What is known of an entry once it has been written. */
export interface WrittenEntry {
  readonly name: Uint8Array;
  readonly offset: number;
  readonly crc: number;
  readonly byteLength: number;
  readonly packedLength: number;
}

/** Zip version 4.5, the first with 64-bit sizes; like NumPy, every entry has them, so there is one layout, not two. */
const VERSION = 45;
/** Sizes and checksum follow the data (bit 3), as they are not known before it; names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first day that zip can express, so that the same entries give the same bytes. */
const DATE = 0x0021;
/** In a short field: the true value stands in the 64-bit one. */
const IN_ZIP64_16 = 0xffff;
const IN_ZIP64_32 = 0xffffffff;

/**
 * Writes a zip archive from front to back, never going back to fill anything in.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7 to 4.3.16 and 4.5.3
 */
export async function* encodeZip(
  inputs: Iterable<ZipInput>,
  isDeflated: boolean,
): AsyncGenerator<Uint8Array> {
  const entries: WrittenEntry[] = [];
  let at = 0;
  for (const input of inputs) {
    const offset = at;
    const name = new TextEncoder().encode(input.name);
    const header = localHeader(name, isDeflated);
    yield header;
    const content = new Tally();
    let packedLength = 0;
    for await (const piece of isDeflated
      ? deflate(content.over(input.pieces))
      : content.over(input.pieces)) {
      packedLength += piece.byteLength;
      yield piece;
    }
    const { crc, byteLength } = content;
    const entry = { name, offset, crc, byteLength, packedLength };
    const descriptor = dataDescriptor(entry);
    yield descriptor;
    entries.push(entry);
    at += header.byteLength + packedLength + descriptor.byteLength;
  }
  yield directory(entries, at, isDeflated);
}

/** All that follows the entries, from this byte on. */
export function directory(
  entries: readonly WrittenEntry[],
  start: number,
  isDeflated: boolean,
): Uint8Array {
  const headers = Buffer.concat(entries.map((entry) => directoryHeader(entry, isDeflated)));
  return Buffer.concat([headers, directoryEnd(entries.length, start, start + headers.byteLength)]);
}

/** Sizes and checksum, after the data. */
export function dataDescriptor({ crc, packedLength, byteLength }: WrittenEntry): Uint8Array {
  return record([4, 0x08074b50], [4, crc], [8, packedLength], [8, byteLength]);
}

export function localHeader(name: Uint8Array, isDeflated: boolean): Uint8Array {
  const fixed = record(
    [4, 0x04034b50], // signature
    [2, VERSION],
    [2, FLAGS],
    [2, isDeflated ? DEFLATED : STORED],
    [2, 0], // midnight
    [2, DATE],
    [4, 0], // the checksum follows the data
    [4, IN_ZIP64_32], // packed size
    [4, IN_ZIP64_32], // size
    [2, name.byteLength],
    [2, 20], // bytes of the zip64 field
  );
  // The zip64 field: its id, its length, two sizes to follow.
  return Buffer.concat([fixed, name, record([2, 1], [2, 16], [8, 0], [8, 0])]);
}

function directoryHeader(
  { name, offset, crc, byteLength, packedLength }: WrittenEntry,
  isDeflated: boolean,
): Uint8Array {
  const fixed = record(
    [4, 0x02014b50], // signature
    [2, VERSION], // made by
    [2, VERSION], // needed
    [2, FLAGS],
    [2, isDeflated ? DEFLATED : STORED],
    [2, 0], // midnight
    [2, DATE],
    [4, crc],
    [4, IN_ZIP64_32], // packed size
    [4, IN_ZIP64_32], // size
    [2, name.byteLength],
    [2, 28], // bytes of the zip64 field
    [2, 0], // no comment
    [2, 0], // disk
    [2, 0], // internal attributes
    [4, 0], // external attributes
    [4, IN_ZIP64_32], // offset
  );
  return Buffer.concat([
    fixed,
    name,
    record([2, 1], [2, 24], [8, byteLength], [8, packedLength], [8, offset]),
  ]);
}

/**
 * The zip64 end, the locator that points to it, and the short end that readers look for first. An empty archive has only
 * the last: its first bytes tell NumPy what it is.
 */
function directoryEnd(count: number, start: number, end: number): Uint8Array {
  if (count === 0) return record([4, 0x06054b50], [8, 0], [8, 0], [2, 0]);
  const zip64End = record(
    [4, 0x06064b50], // signature
    [8, 44], // bytes of this record from here on
    [2, VERSION], // made by
    [2, VERSION], // needed
    [4, 0], // disk
    [4, 0], // disk of the directory
    [8, count], // entries on this disk
    [8, count],
    [8, end - start],
    [8, start],
  );
  const locator = record(
    [4, 0x07064b50], // signature
    [4, 0], // disk of the zip64 end
    [8, end],
    [4, 1], // disks
  );
  const shortEnd = record(
    [4, 0x06054b50], // signature
    [2, 0], // disk
    [2, 0], // disk of the directory
    [2, IN_ZIP64_16], // entries on this disk
    [2, IN_ZIP64_16], // entries
    [4, IN_ZIP64_32], // bytes of the directory
    [4, IN_ZIP64_32], // its start
    [2, 0], // no comment
  );
  return Buffer.concat([zip64End, locator, shortEnd]);
}

/** Lays out little-endian integers, each given as its size in bytes and its value. */
function record(...fields: readonly (readonly [2 | 4 | 8, number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const field = Buffer.alloc(size);
      if (size === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, size);
      return field;
    }),
  );
}

/** Length and CRC-32 of all that passes. */
class Tally {
  byteLength = 0;
  crc = 0;

  async *over(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.crc = crc32(piece, this.crc);
      this.byteLength += piece.byteLength;
      yield piece;
    }
  }
}

async function* deflate(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The pipeline closes both streams when either fails or the iteration below stops; its error surfaces there.
  const deflated = pipeline(
    Readable.from(copies(pieces)),
    createDeflateRaw({ chunkSize: DEFLATED_PIECE_BYTES }),
    () => {},
  );
  for await (const piece of deflated) yield piece as Uint8Array;
}

/** Node's default, 16 KiB, costs four times as many trips through the event loop. */
const DEFLATED_PIECE_BYTES = 64 * 1024;

/** Streams read ahead, while a piece's memory may be reused once the next piece is asked for. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield new Uint8Array(piece);
}
