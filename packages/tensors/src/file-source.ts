import { open, stat, type FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { allocateBytes, type ByteSource } from './byte-source.ts';
import { TensorsError } from './errors.ts';
import { ioError } from './io-error.ts';

/** One read call takes at most 2^31 - 1 bytes on every system; longer ranges are read in parts of 1 GiB. */
const MAX_READ_BYTES = 2 ** 30;

/** What tells a file from another and from itself at another time; the same from one process to the next. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** A file as a source of bytes. It is open until it is closed. */
export class FileSource implements ByteSource {
  readonly path: string;
  readonly byteLength: number;
  readonly #handle: FileHandle;
  readonly #opened: BigIntStats;

  private constructor(path: string, handle: FileHandle, opened: BigIntStats) {
    this.path = path;
    this.byteLength = Number(opened.size);
    this.#handle = handle;
    this.#opened = opened;
  }

  /** @throws TENSORS_FILE_NOT_FOUND, TENSORS_PERMISSION_DENIED, TENSORS_NOT_A_FILE, TENSORS_IO_FAILED */
  static async open(path: string): Promise<FileSource> {
    let handle: FileHandle | undefined;
    try {
      // Asked before opening, because opening a pipe waits for its writer.
      requireFile(path, await stat(path, { bigint: true }));
      handle = await open(path, 'r');
      const opened = await handle.stat({ bigint: true });
      requireFile(path, opened);
      return new FileSource(path, handle, opened);
    } catch (cause) {
      await handle?.close().catch(() => {});
      throw ioError(cause, 'open', path);
    }
  }

  /** The descriptor, so that other threads of this process can read; valid until the source is closed. */
  get fd(): number {
    return this.#handle.fd;
  }

  /** As it was when the file was opened. */
  get identity(): FileIdentity {
    const { dev, ino, size, mtimeNs } = this.#opened;
    return { dev, ino, size, mtimeNs };
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const bytes = allocateBytes(end - start);
    let filled = 0;
    try {
      while (filled < bytes.byteLength) {
        const length = Math.min(bytes.byteLength - filled, MAX_READ_BYTES);
        const { bytesRead } = await this.#handle.read(bytes, filled, length, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
    } catch (cause) {
      throw ioError(cause, 'read', this.path);
    }
    return bytes.subarray(0, filled);
  }

  /** @throws TENSORS_FILE_CHANGED when the file was written to or replaced since it was opened */
  async verifyUnchanged(): Promise<void> {
    const [now, named] = await Promise.all([
      this.#handle.stat({ bigint: true }),
      stat(this.path, { bigint: true }),
    ]).catch((cause: unknown) => {
      throw ioError(cause, 'check', this.path);
    });
    const { size, mtimeNs, ino, dev } = this.#opened;
    const isSame =
      now.size === size && now.mtimeNs === mtimeNs && named.ino === ino && named.dev === dev;
    if (isSame) return;
    throw new TensorsError(
      'TENSORS_FILE_CHANGED',
      `${this.path} changed while it was read; its values are not reliable`,
    );
  }

  /** Nothing that was read depends on it, so that it cannot fail. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }
}

function requireFile(path: string, stats: BigIntStats): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? 'a folder' : 'not a regular file';
  throw new TensorsError(
    'TENSORS_NOT_A_FILE',
    `${path} is ${kind}; tensors are read from regular files`,
  );
}
