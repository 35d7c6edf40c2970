import { describe, expect, it } from 'vitest';
import { TensorsError } from '../src/errors.ts';
import { ioError } from '../src/io-error.ts';

describe('a refusal of the operating system', () => {
  it('becomes one line with the operation, the path and a stable code', () => {
    const lines = {
      ENOENT: ['TENSORS_FILE_NOT_FOUND', 'cannot open a/b: does not exist'],
      ENOTDIR: ['TENSORS_FILE_NOT_FOUND', 'cannot open a/b: a part of the path is not a folder'],
      EACCES: ['TENSORS_PERMISSION_DENIED', 'cannot open a/b: permission denied'],
      EPERM: ['TENSORS_PERMISSION_DENIED', 'cannot open a/b: permission denied'],
      EROFS: ['TENSORS_PERMISSION_DENIED', 'cannot open a/b: the file system is read-only'],
      EISDIR: ['TENSORS_NOT_A_FILE', 'cannot open a/b: is a folder'],
      ENOSPC: ['TENSORS_DISK_FULL', 'cannot open a/b: no space left on the disk'],
      EDQUOT: ['TENSORS_DISK_FULL', 'cannot open a/b: the disk quota is used up'],
      EIO: ['TENSORS_IO_FAILED', 'cannot open a/b: Error: i/o error'],
    };
    for (const [systemCode, [code, message]] of Object.entries(lines)) {
      const cause = Object.assign(new Error('i/o error'), { code: systemCode });
      expect(ioError(cause, 'open', 'a/b')).toMatchObject({ code, message, cause });
    }
  });

  it('passes through when it has a code already', () => {
    const error = new TensorsError('TENSORS_FILE_CHANGED', 'changed');
    expect(ioError(error, 'open', 'a/b')).toBe(error);
  });
});
