import { types } from 'node:util';
import {
  allocate as allocateInKernel,
  release,
  placeOf,
  type Dtype,
  type Elements,
} from '@actigrad/core';
import { rangeError } from './errors.ts';

/**
 * Allocates an array of zeros that all threads see, so that it is never copied between them: in
 * core's kernel memory, where every thread computes it in place, or where that is full in other
 * shared memory, which passes through each thread's cache.
 *
 * @throws RangeError `POOL_LENGTH`
 * @example
 * const x = pool.allocate(16_000_000, 'float32');
 */
export function allocate(length: number, dtype: 'float32'): Float32Array<SharedArrayBuffer>;
export function allocate(length: number, dtype: 'float64'): Float64Array<SharedArrayBuffer>;
export function allocate(length: number, dtype: Dtype): Elements;
export function allocate(length: number, dtype: Dtype): Elements {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw rangeError('POOL_LENGTH', `length is ${length}; it must be a whole number from 0`);
  }
  if (dtype !== 'float32' && dtype !== 'float64') {
    throw rangeError('POOL_DTYPE', `dtype is ${String(dtype)}; it must be float32 or float64`);
  }
  try {
    return allocateInKernel(length, dtype);
  } catch {
    return allocateOutside(length, dtype);
  }
}

function allocateOutside(length: number, dtype: Dtype): Elements {
  try {
    return dtype === 'float32'
      ? new Float32Array(new SharedArrayBuffer(length * 4))
      : new Float64Array(new SharedArrayBuffer(length * 8));
  } catch {
    const bytes = (length * (dtype === 'float32' ? 4 : 8)).toLocaleString('en');
    throw rangeError('POOL_LENGTH', `an array of ${bytes} bytes does not fit in memory`);
  }
}

/** Gives back at once what `allocate` returned and nothing uses any more. */
export function free(array: Elements): void {
  if (placeOf(array)) release(array);
}

export function isShared(array: Elements): boolean {
  return types.isSharedArrayBuffer(array.buffer);
}

/** A zeroed array of the same dtype over the same kind of buffer. */
export function emptyLike<E extends Elements>(x: E): E {
  if (isShared(x)) return allocate(x.length, dtypeOf(x)) as E;
  return (dtypeOf(x) === 'float32' ? new Float32Array(x.length) : new Float64Array(x.length)) as E;
}

export function dtypeOf(array: Elements): Dtype {
  return array.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64';
}
