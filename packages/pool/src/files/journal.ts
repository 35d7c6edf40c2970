import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ioError } from '@actigrad/tensors/node';
import { poolError } from '../errors.ts';
import { decodeRecord, encodeRecord, recordBytes } from './chunk-record.ts';
import { isAlive, isRunning, nobody, thisProcess, type Owner } from './owner.ts';

interface Header {
  readonly version: 1;
  readonly key: string;
  readonly chunks: number;
  readonly owner: Owner;
  /** Of this journal among all. */
  readonly id: string;
}

/** The header is JSON, padded with spaces to this many bytes; then a record for each chunk. */
const headerBytes = 1024;

export interface JournalOptions {
  readonly key: string;
  readonly chunks: number;
  readonly isResumed: boolean;
}

/**
 * Which chunks of an output are whole, on disk, and who writes them. Its name is the lock of the output: it appears
 * with its whole header at once, and one that a dead process left is taken away before a new one is made.
 */
export class Journal {
  readonly #path: string;
  readonly #header: Header;
  readonly #fd: number;
  #records: DataView;
  #isResumed: boolean;

  private constructor(
    path: string,
    header: Header,
    fd: number,
    records: DataView,
    isResumed: boolean,
  ) {
    this.#path = path;
    this.#header = header;
    this.#fd = fd;
    this.#records = records;
    this.#isResumed = isResumed;
  }

  /** @throws POOL_OUTPUT_BUSY when another run that is alive writes `output` */
  static open(path: string, output: string, options: JournalOptions): Journal {
    const header: Header = {
      version: 1,
      key: options.key,
      chunks: options.chunks,
      owner: thisProcess,
      id: randomBytes(8).toString('hex'),
    };
    const draft = besideOf(path);
    let left: Uint8Array | undefined;
    try {
      sweep(dirname(path));
      for (;;) {
        const bytes = recordsToKeep(left, options);
        const text = JSON.stringify(header).padEnd(headerBytes);
        const fd = openSync(draft, 'w+', 0o600);
        try {
          writeAll(fd, Buffer.concat([Buffer.from(text), bytes ?? emptyRecords(options)]), 0);
          linkSync(draft, path);
          unlinkSync(draft);
          const records = new DataView(new Uint8Array(bytes ?? emptyRecords(options)).buffer);
          return new Journal(path, header, fd, records, bytes !== undefined);
        } catch (error) {
          closeSync(fd);
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
        left = takeAway(path, output) ?? left;
      }
    } catch (cause) {
      removeIfThere(draft);
      if ((cause as { code?: string }).code === 'POOL_OUTPUT_BUSY') throw cause;
      throw ioError(cause, 'create', output);
    }
  }

  /** Whether it goes on with what another run began. */
  get isResumed(): boolean {
    return this.#isResumed;
  }

  checksumOf(chunk: number): number | undefined {
    return decodeRecord(this.#records, chunk);
  }

  /** Says that a chunk is whole. */
  record(chunk: number, checksum: number): void {
    writeAll(this.#fd, encodeRecord(checksum), headerBytes + chunk * recordBytes);
  }

  /** Starts anew, with no chunk finished. */
  forget(): void {
    if (!this.#isResumed) return;
    this.#isResumed = false;
    this.#records = new DataView(new ArrayBuffer(this.#records.byteLength));
    writeAll(this.#fd, new Uint8Array(this.#records.buffer), headerBytes);
  }

  /** Leaves it to a later run. */
  release(): void {
    const header: Header = { ...this.#header, owner: { ...this.#header.owner, pid: nobody } };
    writeAll(this.#fd, Buffer.from(JSON.stringify(header).padEnd(headerBytes)), 0);
    closeSync(this.#fd);
  }

  remove(): void {
    try {
      closeSync(this.#fd);
    } catch {
      // It holds nothing that anybody will ask for.
    }
    removeIfThere(this.#path);
  }
}

/**
 * Takes a journal out of the way whose process is gone, and returns it. Of several that try, renaming lets one win; one
 * that finds it has taken the winner's new journal puts that back.
 */
function takeAway(path: string, output: string): Uint8Array | undefined {
  const found = orMissing(() => readFileSync(path));
  if (!found) return undefined;
  const header = parseHeader(found);
  if (header && isAlive(header.owner)) {
    throw poolError(
      'POOL_OUTPUT_BUSY',
      `${output} is being written by process ${header.owner.pid} on ${header.owner.host}; wait for it, or remove ${path} if it is gone`,
    );
  }
  const aside = besideOf(path);
  const taken = orMissing(() => {
    renameSync(path, aside);
    return readFileSync(aside);
  });
  if (!taken) return undefined;
  const isTheSame = parseHeader(taken)?.id === header?.id;
  if (!isTheSame) putBack(aside, path);
  unlinkSync(aside);
  return isTheSame ? taken : undefined;
}

/** The winner's new journal, unless a third has made another meanwhile. */
function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Names of this host's files begin so: on a shared disk, pids of other hosts mean nothing here. */
const hostMark = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A name beside the journal that no other has, and that tells whose it is. */
function besideOf(path: string): string {
  return `${path}-${hostMark}-${process.pid}-${randomBytes(8).toString('hex')}`;
}

/** A journal's name, the host and the process that made it. */
const leftPattern = /\.actigrad-journal-([0-9a-f]{8})-([0-9]+)-[0-9a-f]+$/;
/** A batch opens an output every few milliseconds, in a folder that may hold many. */
const sweepEveryMs = 60_000;
const sweptAtMs = new Map<string, number>();

/** Removes what processes left in a folder that ended within the moment in which they make or take a journal. */
function sweep(folder: string): void {
  if (performance.now() - (sweptAtMs.get(folder) ?? -sweepEveryMs) < sweepEveryMs) return;
  sweptAtMs.set(folder, performance.now());
  // What is wrong with the folder is told by the file that is made there next.
  for (const name of namesIn(folder)) {
    const [, host, pid] = leftPattern.exec(name) ?? [];
    if (host === hostMark && !isRunning(Number(pid))) removeIfThere(join(folder, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The records of a journal that was left, if this run may go on with them. */
function recordsToKeep(
  left: Uint8Array | undefined,
  options: JournalOptions,
): Uint8Array | undefined {
  if (!left || !options.isResumed) return undefined;
  const header = parseHeader(left);
  const byteLength = headerBytes + options.chunks * recordBytes;
  const isSame = header?.key === options.key && left.byteLength === byteLength;
  return isSame ? left.subarray(headerBytes) : undefined;
}

function emptyRecords({ chunks }: JournalOptions): Uint8Array {
  return new Uint8Array(chunks * recordBytes);
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headerBytes))) as Header;
    return header.version === 1 && typeof header.owner.pid === 'number' ? header : undefined;
  } catch {
    return undefined;
  }
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.byteLength;)
    at += writeSync(fd, bytes, at, bytes.byteLength - at, position + at);
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or stays behind for the next run to take away.
  }
}

/** A rival may have been quicker. */
function orMissing<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
