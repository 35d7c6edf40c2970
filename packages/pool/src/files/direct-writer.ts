import { closeSync, constants, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

/** Direct writes begin and end at multiples of this, in the file and in memory: those of any disk's sectors. */
export const sectorBytes = 4096;
/** Shorter ones are not worth a second descriptor. */
const leastDirectBytes = 2 ** 20;

/**
 * Writes to an open file, past the page cache where the system can and the bytes lie as far from the bounds of sectors in
 * memory as in the file. An output is written once and synced: copying it into the page cache first takes a third of the
 * time that computing it does, and pushes out what others read.
 */
export class DirectWriter {
  readonly #path: string;
  readonly #fd: number;
  #directFd: number | undefined;
  /** The system, or this file's disk, knows no direct writes. */
  #isRefused = constants.O_DIRECT === undefined;

  constructor(path: string, fd: number) {
    this.#path = path;
    this.#fd = fd;
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength;)
      at += await this.#writeSome(position + at, bytes.subarray(at));
  }

  close(): void {
    if (this.#directFd !== undefined) closeSync(this.#directFd);
    this.#directFd = undefined;
  }

  async #writeSome(position: number, bytes: Uint8Array): Promise<number> {
    const before = -position & (sectorBytes - 1);
    const direct = (bytes.byteLength - before) & -sectorBytes;
    const isPlaced = ((bytes.byteOffset - position) & (sectorBytes - 1)) === 0;
    const fd = isPlaced && direct >= leastDirectBytes ? this.#openDirect() : undefined;
    if (fd === undefined) return writeAt(this.#fd, bytes, position);
    if (before > 0) return writeAt(this.#fd, bytes.subarray(0, before), position);
    try {
      return await writeAt(fd, bytes.subarray(0, direct), position);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
      this.#isRefused = true;
      return writeAt(this.#fd, bytes, position);
    }
  }

  #openDirect(): number | undefined {
    if (this.#isRefused) return undefined;
    try {
      return (this.#directFd ??= openSync(this.#path, constants.O_WRONLY | constants.O_DIRECT));
    } catch {
      // The other way needs no more than the descriptor that is open.
      this.#isRefused = true;
      return undefined;
    }
  }
}

async function writeAt(fd: number, bytes: Uint8Array, position: number): Promise<number> {
  const { bytesWritten } = await promisify(write)(fd, bytes, 0, bytes.byteLength, position);
  return bytesWritten;
}
