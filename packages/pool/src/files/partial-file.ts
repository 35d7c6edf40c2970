import { open, rename, stat, statfs, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { TensorsError, ioError, modeOfTarget, syncFolder } from '@actigrad/tensors/node';
import type { FilePlace } from './chunk-task.ts';
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
 */
export class PartialFile {
  readonly path: string;
  readonly partialPath: string;
  readonly #handle: FileHandle;
  readonly #journal: Journal;

  private constructor(path: string, partialPath: string, handle: FileHandle, journal: Journal) {
    this.path = path;
    this.partialPath = partialPath;
    this.#handle = handle;
    this.#journal = journal;
  }

  /**
   * @throws POOL_OUTPUT_BUSY; TENSORS_DISK_FULL before anything is written; TENSORS_PERMISSION_DENIED,
   * TENSORS_FILE_NOT_FOUND (no such folder), TENSORS_NOT_A_FILE
   */
  static async open(path: string, options: PartialFileOptions): Promise<PartialFile> {
    const mode = await modeOfTarget(path);
    const partialPath = siblingOf(path, 'partial');
    const journal = await Journal.open(siblingOf(path, 'journal'), path, options);
    let handle: FileHandle | undefined;
    try {
      const isResumable = journal.isResumed && (await sizeOf(partialPath)) === options.byteLength;
      if (!isResumable) await journal.forget();
      handle = await open(partialPath, isResumable ? 'r+' : 'w+', mode);
      await requireSpace(path, handle, options.byteLength);
      if (!isResumable) await handle.truncate(options.byteLength);
      return new PartialFile(path, partialPath, handle, journal);
    } catch (cause) {
      await handle?.close();
      if (!journal.isResumed) await unlink(partialPath).catch(ignore);
      await journal.remove();
      throw ioError(cause, 'create', path);
    }
  }

  get fd(): number {
    return this.#handle.fd;
  }

  /** The checksum of a chunk that an earlier run finished, if the disk still holds that very chunk. */
  async finishedBefore(
    chunk: number,
    position: number,
    bytes: Uint8Array,
  ): Promise<number | undefined> {
    const expected = this.#journal.checksumOf(chunk);
    if (expected === undefined) return undefined;
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.byteLength, position);
    const isWhole = bytesRead === bytes.byteLength && crc32(bytes) === expected;
    return isWhole ? expected : undefined;
  }

  /** Where whoever wrote a chunk says that it is whole. */
  placeOfRecord(chunk: number): FilePlace {
    return this.#journal.placeOf(chunk);
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.byteLength;) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          at,
          bytes.byteLength - at,
          position + at,
        );
        at += bytesWritten;
      }
    } catch (cause) {
      throw ioError(cause, 'write', this.path);
    }
  }

  /** Has the disk begin on what was written so far, so that it does not all wait for the end. */
  async flush(): Promise<void> {
    await this.#handle.datasync().catch((cause: unknown) => {
      throw ioError(cause, 'sync', this.path);
    });
  }

  /** Gives the file its name, when its bytes are on the disk. */
  async commit(): Promise<void> {
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.partialPath, this.path);
      await syncFolder(dirname(this.path));
    } catch (cause) {
      throw ioError(cause, 'replace', this.path);
    }
    await this.#journal.remove();
  }

  /** Leaves both files, to be resumed. */
  async keep(): Promise<void> {
    await this.#handle.close();
    await this.#journal.release();
  }

  /** Leaves nothing. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(ignore);
    await unlink(this.partialPath).catch(ignore);
    await this.#journal.remove();
  }
}

function siblingOf(path: string, kind: 'partial' | 'journal'): string {
  return join(dirname(path), `.${basename(path)}.actigrad-${kind}`);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ignore))?.size;
}

/** Asked before hours of work, though others may use the space up meanwhile. */
async function requireSpace(path: string, handle: FileHandle, byteLength: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  const held = (await handle.stat()).blocks * 512;
  const free = bavail * bsize;
  if (byteLength - held <= free) return;
  throw new TensorsError(
    'TENSORS_DISK_FULL',
    `${path} takes ${byteLength.toLocaleString('en')} bytes; the disk has ${free.toLocaleString('en')} free`,
  );
}

function ignore(): undefined {}
