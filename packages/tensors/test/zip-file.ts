import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is to be written, lies included. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isDeflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly uncompressedSize?: number;
  readonly packed?: Uint8Array;
  readonly localName?: string;
  /** Only list the entry in the directory, as if it stood at this byte. */
  readonly at?: number;
  /** Sizes in zip64 fields, as NumPy writes them even for small arrays. */
  readonly isZip64?: boolean;
}

/** Builds an archive byte by byte after APPNOTE.TXT, so that tests can lie in any field. */
export function zipFile(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed =
      entry.packed ?? (entry.isDeflated ? deflateRawSync(entry.content) : entry.content);
    const fields = {
      flags: entry.flags ?? 0,
      method: entry.method ?? (entry.isDeflated ? 8 : 0),
      crc: entry.crc ?? crc32(entry.content),
      compressedSize: packed.byteLength,
      uncompressedSize: entry.uncompressedSize ?? entry.content.byteLength,
      isZip64: entry.isZip64 ?? false,
    };
    central.push(header(0x02014b50, entry.name, fields, entry.at ?? offset));
    if (entry.at !== undefined) continue;
    const local = Buffer.concat([
      header(0x04034b50, entry.localName ?? entry.name, fields),
      packed,
    ]);
    locals.push(local);
    offset += local.byteLength;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

interface Fields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly isZip64: boolean;
}

/** A local header, or with an offset a central one. */
function header(signature: number, name: string, fields: Fields, offset?: number): Buffer {
  const nameBytes = Buffer.from(name);
  const extra = Buffer.alloc(fields.isZip64 ? 20 : 0);
  if (fields.isZip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(fields.uncompressedSize), 4);
    extra.writeBigUInt64LE(BigInt(fields.compressedSize), 12);
  }
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(fields.isZip64 ? 45 : 20, 0);
  fixed.writeUInt16LE(fields.flags, 2);
  fixed.writeUInt16LE(fields.method, 4);
  fixed.writeUInt16LE(0x21, 8);
  fixed.writeUInt32LE(fields.crc, 10);
  fixed.writeUInt32LE(fields.isZip64 ? 0xffffffff : fields.compressedSize, 14);
  fixed.writeUInt32LE(fields.isZip64 ? 0xffffffff : fields.uncompressedSize, 18);
  fixed.writeUInt16LE(nameBytes.byteLength, 22);
  fixed.writeUInt16LE(extra.byteLength, 24);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  if (offset === undefined) return Buffer.concat([mark, fixed, nameBytes, extra]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([mark, Buffer.alloc(2), fixed, tail, nameBytes, extra]);
}
