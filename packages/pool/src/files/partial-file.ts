import {
  closeSync,
  fdatasync,
  fstatSync,
  fsync,
  ftruncateSync,
  openSync,
  read,
  renameSync,
  statSync,
  statfsSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { TensorsError, ioError, modeOfTarget, syncFolder } from '@actigrad/tensors/node';
import { DirectWriter } from './direct-writer.ts';
import { Journal } from './journal.ts';

export interface PartialFileOptions {
  /** What the bytes follow from: only a file that was begun with the same key is resumed. */
  readonly key: string;
  readonly byteLength: number;
  readonly chunks: number;
  readonly isResumed: boolean;
}

/**
 * An output on its way: the bytes go, in any order, to a partial file beside the target, and a journal says which chunks
 * of it are whole. The target is absent, old or complete at any moment. After a crash both stay and can be resumed; the
 * journal holds a checksum of each chunk, so that what the disk lost is noticed. The journal's name is also the lock:
 * two runs never write the same output at once.
 *
 * What takes microseconds is done at once: as promises, the dozen operations on each file of a batch took a quarter of
 * the time that computing it did, on cores that were needed for that.
 */
export class PartialFile {
  readonly path: string;
  readonly partialPath: string;
  readonly #fd: number;
  readonly #writer: DirectWriter;
  readonly #journal: Journal;
  #isOpen = true;

  private constructor(path: string, partialPath: string, fd: number, journal: Journal) {
    this.path = path;
    this.partialPath = partialPath;
    this.#fd = fd;
    this.#writer = new DirectWriter(partialPath, fd);
    this.#journal = journal;
  }

  /**
   * @throws POOL_OUTPUT_BUSY; TENSORS_DISK_FULL before anything is written; TENSORS_PERMISSION_DENIED,
   * TENSORS_FILE_NOT_FOUND (no such folder), TENSORS_NOT_A_FILE
   */
  static open(path: string, options: PartialFileOptions): PartialFile {
    const mode = modeOfTarget(path);
    const partialPath = siblingOf(path, 'partial');
    const journal = Journal.open(siblingOf(path, 'journal'), path, options);
    let fd: number | undefined;
    try {
      const isResumable = journal.isResumed && sizeOf(partialPath) === options.byteLength;
      if (!isResumable) journal.forget();
      fd = openSync(partialPath, isResumable ? 'r+' : 'w+', mode);
      requireSpace(path, fd, options.byteLength);
      if (!isResumable) ftruncateSync(fd, options.byteLength);
      return new PartialFile(path, partialPath, fd, journal);
    } catch (cause) {
      if (fd !== undefined) closeSync(fd);
      if (!journal.isResumed) attempt(() => unlinkSync(partialPath));
      journal.remove();
      throw ioError(cause, 'create', path);
    }
  }

  /** The checksum of a chunk that an earlier run finished, if the disk still holds that very chunk. */
  async finishedBefore(
    chunk: number,
    position: number,
    bytes: Uint8Array,
  ): Promise<number | undefined> {
    const expected = this.#journal.checksumOf(chunk);
    if (expected === undefined) return undefined;
    const { bytesRead } = await promisify(read)(this.#fd, bytes, 0, bytes.byteLength, position);
    const isWhole = bytesRead === bytes.byteLength && crc32(bytes) === expected;
    return isWhole ? expected : undefined;
  }

  /** Writes a chunk, and in the journal that it is whole. */
  async writeChunk(
    chunk: number,
    position: number,
    bytes: Uint8Array,
    checksum: number,
  ): Promise<void> {
    await this.write(position, bytes);
    try {
      this.#journal.record(chunk, checksum);
    } catch (cause) {
      throw ioError(cause, 'write', this.path);
    }
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    try {
      await this.#writer.write(position, bytes);
    } catch (cause) {
      throw ioError(cause, 'write', this.path);
    }
  }

  /** Has the disk begin on what was written so far, so that it does not all wait for the end. */
  async flush(): Promise<void> {
    await promisify(fdatasync)(this.#fd).catch((cause: unknown) => {
      throw ioError(cause, 'sync', this.path);
    });
  }

  /** Gives the file its name, when its bytes are on the disk. */
  async commit(): Promise<void> {
    try {
      await promisify(fsync)(this.#fd);
      this.#close();
      renameSync(this.partialPath, this.path);
      await syncFolder(dirname(this.path));
    } catch (cause) {
      throw ioError(cause, 'replace', this.path);
    }
    this.#journal.remove();
  }

  /** Leaves both files, to be resumed. */
  keep(): void {
    this.#close();
    this.#journal.release();
  }

  /** Leaves nothing. */
  discard(): void {
    attempt(() => this.#close());
    attempt(() => unlinkSync(this.partialPath));
    this.#journal.remove();
  }

  /** Once: its number may be another file's by then. */
  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#writer.close();
    closeSync(this.#fd);
  }
}

function siblingOf(path: string, kind: 'partial' | 'journal'): string {
  return join(dirname(path), `.${basename(path)}.actigrad-${kind}`);
}

function sizeOf(path: string): number | undefined {
  return attempt(() => statSync(path))?.size;
}

/** Asked before hours of work, though others may use the space up meanwhile. */
function requireSpace(path: string, fd: number, byteLength: number): void {
  const { bavail, bsize } = statfsSync(dirname(path));
  const held = fstatSync(fd).blocks * 512;
  const free = bavail * bsize;
  if (byteLength - held <= free) return;
  throw new TensorsError(
    'TENSORS_DISK_FULL',
    `${path} takes ${byteLength.toLocaleString('en')} bytes; the disk has ${free.toLocaleString('en')} free`,
  );
}

/** For what need not succeed: something is being given up already. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
