import {
  RandomAccessReader,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  validateFileName,
  type Entry,
  type LocalFileHeader,
  type ZipFile,
} from 'yauzl';
import { readExactly, type ByteSource } from './byte-source.ts';
import { TensorsError, count, quote } from './errors.ts';
import { MAX_ENTRY_NAME_LENGTH } from './limits.ts';

/** An array in an archive: checked against every rule that the directory of the archive can tell. */
export interface NpzEntry {
  /** The file name without `.npy`: a label, never a path. */
  readonly name: string;
  readonly isDeflated: boolean;
  /** Where the stored or deflated bytes start and end in the archive. */
  readonly start: number;
  readonly end: number;
  /** Bytes of the .npy file that they hold. */
  readonly byteLength: number;
  readonly crc32: number;
}

/** In a 32-bit field: the true value stands in the 64-bit one. */
const IN_ZIP64_32 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

/** No deflate stream expands further: a 2-bit code repeats up to 258 bytes (https://zlib.net/zlib_tech.html). */
const MAX_DEFLATE_RATIO = 1032;

/**
 * Lists the arrays of an archive in the order of its directory.
 * @throws TENSORS_ZIP_INVALID, TENSORS_ZIP_ENCRYPTED, TENSORS_ZIP_METHOD_UNSUPPORTED, TENSORS_ZIP_ENTRY_UNEXPECTED,
 * TENSORS_ZIP_ENTRY_SIZE, TENSORS_NAME_INVALID, TENSORS_NAME_REPEATED
 */
export async function listNpzEntries(source: ByteSource): Promise<readonly NpzEntry[]> {
  const entries: NpzEntry[] = [];
  const spans: Span[] = [];
  const names = new Set<string>();
  try {
    // Names and sizes are checked here, so that each rule has its own code.
    const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.byteLength, {
      decodeStrings: false,
      validateEntrySizes: false,
    });
    let listedBytes = 0;
    for await (const zipEntry of zip.eachEntry()) {
      listedBytes += directoryBytes(zipEntry);
      const name = nameOf(zipEntry);
      if (names.has(name)) {
        throw new TensorsError(
          'TENSORS_NAME_REPEATED',
          `archive has two entries called ${quote(name)}; names are unique`,
        );
      }
      names.add(name);
      requireReadable(zipEntry, name);
      const start = await findData(zip, zipEntry, name);
      const end = start + zipEntry.compressedSize;
      spans.push({ name, start: zipEntry.relativeOffsetOfLocalHeader, end });
      const { uncompressedSize: byteLength, crc32, compressionMethod } = zipEntry;
      entries.push({
        name,
        isDeflated: compressionMethod === DEFLATED,
        start,
        end,
        byteLength,
        crc32,
      });
    }
    spans.push(await findDirectory(source, zip.comment.length, listedBytes));
  } catch (cause) {
    throw zipError(cause);
  }
  requireDisjoint(spans);
  return entries;
}

/** Errors of the zip reader, as ours; ours pass through. */
export function zipError(cause: unknown): TensorsError {
  if (cause instanceof TensorsError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TensorsError('TENSORS_ZIP_INVALID', `archive cannot be read: ${reason}`, { cause });
}

function nameOf(entry: Entry): string {
  const fileName = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true,
  );
  requireEntryName(fileName);
  if (fileName.endsWith('.npy')) return labelOf(fileName);
  throw new TensorsError(
    'TENSORS_ZIP_ENTRY_UNEXPECTED',
    `archive has the entry ${quote(fileName)}; all end in .npy`,
  );
}

function labelOf(fileName: string): string {
  return fileName.replace(/\.npy$/, '');
}

/** Readers and writers of archives agree on what a name may be. */
export function requireEntryName(fileName: string): void {
  const problem =
    fileName.length > MAX_ENTRY_NAME_LENGTH
      ? `is ${count(fileName.length)} characters long; the limit is ${MAX_ENTRY_NAME_LENGTH}`
      : validateFileName(fileName) !== null
        ? 'leaves its folder'
        : labelOf(fileName)
              .split('/')
              .some((part) => part === '' || part === '.' || part === '..')
          ? 'has an empty part'
          : /\p{Cc}/u.test(fileName)
            ? 'has control characters'
            : undefined;
  if (problem !== undefined) {
    throw new TensorsError(
      'TENSORS_NAME_INVALID',
      `archive entry ${quote(fileName)} ${problem}; names are plain labels`,
    );
  }
}

function requireReadable(entry: Entry, name: string): void {
  if (entry.isEncrypted()) {
    throw new TensorsError(
      'TENSORS_ZIP_ENCRYPTED',
      `archive entry ${quote(name)} is encrypted; entries are read in clear`,
    );
  }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new TensorsError(
      'TENSORS_ZIP_METHOD_UNSUPPORTED',
      `archive entry ${quote(name)} has compression method ${entry.compressionMethod}; stored (0) and deflated (8) are read`,
    );
  }
  const { compressedSize, uncompressedSize } = entry;
  const isPossible =
    entry.compressionMethod === STORED
      ? uncompressedSize === compressedSize
      : uncompressedSize <= compressedSize * MAX_DEFLATE_RATIO;
  if (!isPossible) {
    throw new TensorsError(
      'TENSORS_ZIP_ENTRY_SIZE',
      `archive entry ${quote(name)} claims ${count(uncompressedSize)} bytes from ${count(compressedSize)}; ` +
        `storing keeps the size and deflate expands at most ${count(MAX_DEFLATE_RATIO)} times`,
    );
  }
}

/** An entry has a name in the directory and one beside its data; tools that disagree on which counts see two files. */
async function findData(zip: ZipFile, entry: Entry, name: string): Promise<number> {
  const local = await zip.readLocalFileHeaderPromise(entry, {});
  if (!isSameEntry(local, entry)) {
    throw new TensorsError(
      'TENSORS_ZIP_INVALID',
      `archive entry ${quote(name)} is described in two different ways`,
    );
  }
  return local.fileDataStart;
}

/** Flags that say how to read an entry: encrypted, written as a stream, named in UTF-8. */
const STREAMED = 0x8;
const READING_FLAGS = 0x1 | STREAMED | 0x800;

/** Sizes and checksum of an entry that was written as a stream follow its data. */
function isSameEntry(local: LocalFileHeader, entry: Entry): boolean {
  const isStreamed = (entry.generalPurposeBitFlag & STREAMED) !== 0;
  const differing = local.generalPurposeBitFlag ^ entry.generalPurposeBitFlag;
  return (
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    (differing & READING_FLAGS) === 0 &&
    (isStreamed ||
      (local.crc32 === entry.crc32 &&
        isSameSize(local.compressedSize, entry.compressedSize) &&
        isSameSize(local.uncompressedSize, entry.uncompressedSize)))
  );
}

/** Of zip64 sizes only a mark stands in the local header. */
function isSameSize(local: number, listed: number): boolean {
  return local === listed || local === IN_ZIP64_32;
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Entries that share bytes let a small archive unpack to any size. */
function requireDisjoint(spans: readonly Span[]): void {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  for (const [i, { name, start }] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before !== undefined && start < before.end) {
      throw new TensorsError(
        'TENSORS_ZIP_INVALID',
        `archive entries ${quote(before.name)} and ${quote(name)} share bytes; each has its own`,
      );
    }
  }
}

/** In the directory: a header of 46 bytes and three texts. */
function directoryBytes({ fileNameRaw, extraFieldRaw, fileCommentRaw }: Entry): number {
  return 46 + fileNameRaw.length + extraFieldRaw.length + fileCommentRaw.length;
}

/**
 * The directory, from its first entry to the end that points to it. That end counts entries and bytes, and readers that
 * go by one see other arrays than readers that go by the other, so both are to be what is there.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.14 to 4.3.16
 */
async function findDirectory(
  source: ByteSource,
  commentBytes: number,
  listedBytes: number,
): Promise<Span> {
  let end = source.byteLength - 22 - commentBytes;
  const short = await viewOf(source, end, 22);
  let [byteLength, start] = [short.getUint32(12, true), short.getUint32(16, true)];
  const locator = end >= 20 ? await viewOf(source, end - 20, 20) : undefined;
  if (locator?.getUint32(0, true) === 0x07064b50) {
    end = Number(locator.getBigUint64(8, true));
    const long = await viewOf(source, end, 56);
    byteLength = Number(long.getBigUint64(40, true));
    start = Number(long.getBigUint64(48, true));
  }
  if (byteLength !== listedBytes || start + byteLength !== end) {
    throw new TensorsError(
      'TENSORS_ZIP_INVALID',
      `archive directory takes ${count(byteLength)} bytes before byte ${count(end)}; the entries it counts take ${count(listedBytes)} from byte ${count(start)}`,
    );
  }
  return { name: 'directory', start, end };
}

async function viewOf(source: ByteSource, start: number, byteLength: number): Promise<DataView> {
  const bytes = await readExactly(source, start, start + byteLength, 'archive end');
  return new DataView(bytes.buffer, bytes.byteOffset, byteLength);
}

class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position + length > this.#source.byteLength) {
      callback(new Error(`it points to byte ${count(position + length)}, past its end`));
      return;
    }
    this.#source.read(position, position + length).then((bytes) => {
      buffer.set(bytes, offset);
      callback(
        bytes.byteLength === length ? null : new Error('it became shorter while it was read'),
      );
    }, callback);
  }
}
