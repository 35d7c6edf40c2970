import { rangeError, typeError } from './errors.ts';

export type Dtype = 'float32' | 'float64';
/** What kernels read and write: an array of numbers over a plain or a shared buffer. */
export type Elements = Float32Array | Float64Array;

/**
 * Names the element type of an array, also of one from another realm (a worker, a frame).
 *
 * @throws TypeError `CORE_DTYPE` for anything but a Float32Array or Float64Array
 */
export function dtypeOf(array: Elements, what: string): Dtype {
  const tag = ArrayBuffer.isView(array) ? array[Symbol.toStringTag] : describe(array);
  if (tag === 'Float32Array') return 'float32';
  if (tag === 'Float64Array') return 'float64';
  throw typeError('CORE_DTYPE', `${what} is ${tag}; it must be a Float32Array or a Float64Array`);
}

function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return value.constructor?.name ?? 'an object';
}

/**
 * Checks that `array` has the dtype of `x`, and returns it.
 *
 * @throws TypeError `CORE_DTYPE`
 */
export function requireDtype(x: Elements, array: Elements, what: string): Dtype {
  const expected = dtypeOf(x, 'x');
  const got = dtypeOf(array, what);
  if (got === expected) return expected;
  throw typeError('CORE_DTYPE', `${what} is ${got}; x is ${expected}`);
}

/**
 * Checks that `array` can stand beside `x` in one call, and returns the dtype that they share.
 *
 * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`
 */
export function requireLike(x: Elements, array: Elements, what: string): Dtype {
  const dtype = requireDtype(x, array, what);
  if (array.length === x.length) return dtype;
  throw rangeError('CORE_LENGTH', `${what} has ${array.length} elements; x has ${x.length}`);
}

/**
 * Checks that writing `out` while reading `source` is safe: they are one array or do not touch.
 *
 * @throws RangeError `CORE_OVERLAP`
 */
export function requireNoPartialOverlap(source: Elements, out: Elements, what: string): void {
  if (source.buffer !== out.buffer) return;
  if (source.byteOffset === out.byteOffset && source.byteLength === out.byteLength) return;
  const apart =
    source.byteOffset >= out.byteOffset + out.byteLength ||
    out.byteOffset >= source.byteOffset + source.byteLength;
  if (!apart) {
    throw rangeError(
      'CORE_OVERLAP',
      `out starts ${out.byteOffset - source.byteOffset} bytes from ${what} in the same buffer; it must be ${what} itself or not overlap it`,
    );
  }
}

/** A new plain array of the same dtype, and of the same length unless another is given. */
export function emptyLike<E extends Elements>(x: E, length?: number): E {
  const dtype = dtypeOf(x, 'x');
  const size = length ?? x.length;
  return (dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)) as unknown as E;
}
