import { hostByteOrder } from './byte-order.ts';
import { floatBytes, type ByteOrder, type FloatDType } from './dtype.ts';
import { roundToBfloat, roundToHalf, swapBytes, widenBfloat, widenHalf } from './words.ts';

export type FloatArray = Float32Array | Float64Array;

/**
 * Reads stored bytes as floats, exactly: F64 gives a Float64Array, all others a Float32Array. Takes over `bytes`: they
 * may be swapped in place and the result may share their memory. Bytes that are not aligned are copied.
 */
export function decodeFloats(
  bytes: Uint8Array,
  dtype: FloatDType,
  byteOrder: ByteOrder,
): FloatArray {
  const bytesPerWord = floatBytes(dtype);
  const length = bytes.byteLength / bytesPerWord;
  const aligned = bytes.byteOffset % bytesPerWord === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const values =
    dtype === 'F64'
      ? new Float64Array(buffer, byteOffset, length)
      : dtype === 'F32'
        ? new Float32Array(buffer, byteOffset, length)
        : new Float32Array(length);
  decodeFloatsInto(aligned, dtype, byteOrder, values);
  return values;
}

/**
 * Like `decodeFloats`, into an array that is there: a Float64Array for F64, else a Float32Array. Where a stored element is
 * as wide, `bytes` may be its very memory. They start at a multiple of the stored element's size.
 */
export function decodeFloatsInto(
  bytes: Uint8Array,
  dtype: FloatDType,
  byteOrder: ByteOrder,
  target: FloatArray,
): void {
  const bytesPerWord = floatBytes(dtype);
  if (byteOrder !== hostByteOrder) swapBytes(bytes, bytesPerWord);
  if (bytesPerWord !== 2) return copy(bytes, bytesOf(target));
  const stored = new Uint16Array(bytes.buffer, bytes.byteOffset, target.length);
  const bits = new Int32Array(target.buffer, target.byteOffset, target.length);
  if (dtype === 'F16') widenHalf(stored, bits);
  else widenBfloat(stored, bits);
}

/**
 * Gives floats as they are stored, rounded once to the nearest value of `dtype`, ties to even. Leaves `values` alone,
 * though the result shares their memory when they are stored as they stand.
 */
export function encodeFloats(
  values: FloatArray,
  dtype: FloatDType,
  byteOrder: ByteOrder,
): Uint8Array {
  const isStoredAsIs = values.BYTES_PER_ELEMENT === floatBytes(dtype);
  if (isStoredAsIs && byteOrder === hostByteOrder) return bytesOf(values);
  const bytes = new Uint8Array(values.length * floatBytes(dtype));
  encodeFloatsInto(values, dtype, byteOrder, bytes);
  return bytes;
}

/**
 * Like `encodeFloats`, into bytes that are there and start at a multiple of the stored element's size. Where a stored
 * element is as wide, they may be the very memory of `values`.
 */
export function encodeFloatsInto(
  values: FloatArray,
  dtype: FloatDType,
  byteOrder: ByteOrder,
  target: Uint8Array,
): void {
  const { buffer, byteOffset } = target;
  const bytesPerWord = floatBytes(dtype);
  if (values.BYTES_PER_ELEMENT === bytesPerWord) copy(bytesOf(values), target);
  else if (dtype === 'F64') new Float64Array(buffer, byteOffset, values.length).set(values);
  else if (dtype === 'F32') new Float32Array(buffer, byteOffset, values.length).set(values);
  else {
    const words = new Uint16Array(buffer, byteOffset, values.length);
    const bits = values instanceof Float32Array ? bitsOf(values) : roundToOdd(values);
    if (dtype === 'F16') roundToHalf(bits, words);
    else roundToBfloat(bits, words);
  }
  if (byteOrder !== hostByteOrder) swapBytes(target, bytesPerWord);
}

function copy(source: Uint8Array, target: Uint8Array): void {
  if (source.buffer !== target.buffer || source.byteOffset !== target.byteOffset)
    target.set(source);
}

function bytesOf({ buffer, byteOffset, byteLength }: FloatArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

/**
 * Narrows float64 to float32 bit patterns by truncation, setting the last bit when anything was lost. Rounding the
 * result to 16 bits then equals rounding the float64 once; through a nearest float32 it could round twice.
 * @see Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd",
 * IEEE Transactions on Computers 57(4), 2008
 */
function roundToOdd(values: Float64Array): Int32Array {
  const nearest = new Float32Array(values);
  const bits = bitsOf(nearest);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const rounded = nearest[i]!;
    if (rounded === value || value !== value) continue;
    const towardsZero = Math.abs(rounded) > Math.abs(value) ? bits[i]! - 1 : bits[i]!;
    bits[i] = towardsZero | 1;
  }
  return bits;
}
