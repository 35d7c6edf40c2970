import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ioError } from '@actigrad/tensors/node';
import { poolError } from '../errors.ts';
import { decodeRecord, recordBytes } from './chunk-record.ts';
import type { FilePlace } from './chunk-task.ts';

/** Which process writes; pids come round again, so its start tells it from a later one. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly started: string;
}

interface Header {
  readonly version: 1;
  readonly key: string;
  readonly chunks: number;
  readonly owner: Owner;
  /** Of this journal among all. */
  readonly id: string;
}

/** In place of the pid when the run has ended and its file may be resumed. */
const nobody = 0;
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
  readonly #handle: FileHandle;
  #records: DataView;
  #isResumed: boolean;

  private constructor(
    path: string,
    header: Header,
    handle: FileHandle,
    records: DataView,
    isResumed: boolean,
  ) {
    this.#path = path;
    this.#header = header;
    this.#handle = handle;
    this.#records = records;
    this.#isResumed = isResumed;
  }

  /** @throws POOL_OUTPUT_BUSY when another run that is alive writes `output` */
  static async open(path: string, output: string, options: JournalOptions): Promise<Journal> {
    const header: Header = {
      version: 1,
      key: options.key,
      chunks: options.chunks,
      owner: thisProcess(),
      id: randomBytes(8).toString('hex'),
    };
    const draft = besideOf(path);
    let left: Uint8Array | undefined;
    try {
      await sweep(dirname(path));
      for (;;) {
        const bytes = recordsToKeep(left, options);
        const text = JSON.stringify(header).padEnd(headerBytes);
        const handle = await open(draft, 'w+', 0o600);
        try {
          await handle.write(Buffer.concat([Buffer.from(text), bytes ?? emptyRecords(options)]));
          await link(draft, path);
          await unlink(draft);
          const records = new DataView(new Uint8Array(bytes ?? emptyRecords(options)).buffer);
          return new Journal(path, header, handle, records, bytes !== undefined);
        } catch (error) {
          await handle.close();
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
        left = (await takeAway(path, output)) ?? left;
      }
    } catch (cause) {
      await unlink(draft).catch(ignore);
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

  /** Where whoever wrote a chunk says that it is whole. */
  placeOf(chunk: number): FilePlace {
    return { fd: this.#handle.fd, position: headerBytes + chunk * recordBytes };
  }

  /** Starts anew, with no chunk finished. */
  async forget(): Promise<void> {
    if (!this.#isResumed) return;
    this.#isResumed = false;
    this.#records = new DataView(new ArrayBuffer(this.#records.byteLength));
    await this.#handle.write(
      new Uint8Array(this.#records.buffer),
      0,
      this.#records.byteLength,
      headerBytes,
    );
  }

  /** Leaves it to a later run. */
  async release(): Promise<void> {
    const header: Header = { ...this.#header, owner: { ...this.#header.owner, pid: nobody } };
    await this.#handle.write(JSON.stringify(header).padEnd(headerBytes), 0);
    await this.#handle.close();
  }

  async remove(): Promise<void> {
    await this.#handle.close().catch(ignore);
    await unlink(this.#path).catch(ignore);
  }
}

/**
 * Takes a journal out of the way whose process is gone, and returns it. Of several that try, renaming lets one win; one
 * that finds it has taken the winner's new journal puts that back.
 */
async function takeAway(path: string, output: string): Promise<Uint8Array | undefined> {
  const found = await readFile(path).catch(ignoreMissing);
  if (!found) return undefined;
  const header = parseHeader(found);
  if (header && isAlive(header.owner)) {
    throw poolError(
      'POOL_OUTPUT_BUSY',
      `${output} is being written by process ${header.owner.pid} on ${header.owner.host}; wait for it, or remove ${path} if it is gone`,
    );
  }
  const aside = besideOf(path);
  if ((await rename(path, aside).catch(ignoreMissing)) === null) return undefined;
  const taken = await readFile(aside);
  if (parseHeader(taken)?.id !== header?.id) await link(aside, path).catch(ignore);
  await unlink(aside);
  return parseHeader(taken)?.id === header?.id ? taken : undefined;
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
async function sweep(folder: string): Promise<void> {
  if (performance.now() - (sweptAtMs.get(folder) ?? -sweepEveryMs) < sweepEveryMs) return;
  sweptAtMs.set(folder, performance.now());
  // What is wrong with the folder is told by the file that is made there next.
  for (const name of await readdir(folder).catch(() => [])) {
    const [, host, pid] = leftPattern.exec(name) ?? [];
    if (host === hostMark && !isRunning(Number(pid)))
      await unlink(join(folder, name)).catch(ignore);
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

function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) };
}

/** Of a process on another host nothing can be known: its journal counts as its own until it is removed. */
function isAlive({ host, pid, started }: Owner): boolean {
  if (pid === nobody) return false;
  if (host !== hostname()) return true;
  return isRunning(pid) && startOf(pid) === started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Boot and clock tick at which a process started, where /proc tells (Linux); elsewhere the pid has to do. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the command, in brackets, may hold spaces and brackets; the start is the 20th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; its parent just has not asked for the exit code.
    return fields[0] === 'Z' ? '' : `${boot} ${fields[19]}`;
  } catch {
    return '';
  }
}

function ignore(): void {}

/** A rival was quicker. */
function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
