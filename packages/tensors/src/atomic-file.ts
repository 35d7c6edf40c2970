import { randomBytes } from 'node:crypto';
import { closeSync, fsync, openSync, statSync, type Stats } from 'node:fs';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { TensorsError } from './errors.ts';
import { ioError } from './io-error.ts';

/**
 * Writes a file so that its name never shows half of it: the bytes go to a temporary file beside it, which is synced and
 * then renamed. Whatever happens, the target is absent, old or complete; on failure the temporary file is removed.
 * @throws TENSORS_DISK_FULL, TENSORS_PERMISSION_DENIED, TENSORS_FILE_NOT_FOUND (no such folder), TENSORS_NOT_A_FILE, and
 * whatever `chunks` throws
 */
export async function writeFileAtomically(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const mode = modeOfTarget(path);
  const folder = dirname(path);
  const temporary = join(
    folder,
    `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`,
  );
  const handle = await attempt('create', path, () => open(temporary, 'wx', mode));
  try {
    try {
      for await (const chunk of chunks) await attempt('write', path, () => writeAll(handle, chunk));
      await attempt('sync', path, () => handle.sync());
    } finally {
      await handle.close();
    }
    await attempt('replace', path, () => rename(temporary, path));
  } catch (error) {
    await unlink(temporary).catch(ignore);
    throw error;
  }
  await attempt('sync the folder of', path, () => syncFolder(folder));
}

/** A device or a pipe must not be replaced by a file; a file that is replaced keeps its permissions. */
export function modeOfTarget(path: string): number {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw ioError(cause, 'create', path);
  }
  if (stats === undefined) return 0o666;
  if (stats.isFile()) return stats.mode & 0o777;
  const kind = stats.isDirectory() ? 'a folder' : 'not a regular file';
  throw new TensorsError(
    'TENSORS_NOT_A_FILE',
    `${path} is ${kind}; only a regular file can be replaced`,
  );
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let rest = chunk;
  while (rest.byteLength > 0) {
    const { bytesWritten } = await handle.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}

/** Makes the new name itself durable. Windows cannot open folders and syncs names on its own. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    await promisify(fsync)(fd);
  } finally {
    closeSync(fd);
  }
}

async function attempt<T>(operation: string, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw ioError(cause, operation, path);
  }
}

/** The first error is the one to report; a temporary file that cannot be removed has a name that says what it is. */
function ignore(): void {}
