import { TensorsError, type TensorsErrorCode } from './errors.ts';

/** What the operating system's refusals are called here, and how they read after the path. */
const refusals: Readonly<Record<string, readonly [TensorsErrorCode, string]>> = {
  ENOENT: ['TENSORS_FILE_NOT_FOUND', 'does not exist'],
  EACCES: ['TENSORS_PERMISSION_DENIED', 'permission denied'],
  EPERM: ['TENSORS_PERMISSION_DENIED', 'permission denied'],
  EROFS: ['TENSORS_PERMISSION_DENIED', 'the file system is read-only'],
  EISDIR: ['TENSORS_NOT_A_FILE', 'is a folder'],
  ENOTDIR: ['TENSORS_FILE_NOT_FOUND', 'a part of the path is not a folder'],
  ENOSPC: ['TENSORS_DISK_FULL', 'no space left on the disk'],
  EDQUOT: ['TENSORS_DISK_FULL', 'the disk quota is used up'],
};

/** Says in one line which operation failed on which path. Errors that are already coded pass through. */
export function ioError(cause: unknown, operation: string, path: string): TensorsError {
  if (cause instanceof TensorsError) return cause;
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const [code, reason] = refusals[systemCode] ?? ['TENSORS_IO_FAILED', String(cause)];
  return new TensorsError(code, `cannot ${operation} ${path}: ${reason}`, { cause });
}
