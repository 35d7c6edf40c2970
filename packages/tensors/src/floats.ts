import { roundToBfloat, widenBfloat } from './bfloat16.ts';
import { hostByteOrder, swapBytes } from './byte-order.ts';
import { dtypeBits, type ByteOrder, type FloatDType } from './dtype.ts';
import { roundToHalf, widenHalf } from './float16.ts';

export type FloatArray = Float32Array | Float64Array;

/** Bytes per element of a float dtype. */
export function floatBytes(dtype: FloatDType): 2 | 4 | 8 {
  return (dtypeBits[dtype] / 8) as 2 | 4 | 8;
}

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
  const { buffer, byteOffset, byteLength } =
    bytes.byteOffset % bytesPerWord === 0 ? bytes : new Uint8Array(bytes);
  const length = byteLength / bytesPerWord;
  if (byteOrder !== hostByteOrder)
    swapBytes(new Uint8Array(buffer, byteOffset, byteLength), bytesPerWord);
  if (dtype === 'F64') return new Float64Array(buffer, byteOffset, length);
  if (dtype === 'F32') return new Float32Array(buffer, byteOffset, length);
  const stored = new Uint16Array(buffer, byteOffset, length);
  const values = new Float32Array(length);
  const bits = new Int32Array(values.buffer);
  if (dtype === 'F16') widenHalf(stored, bits);
  else widenBfloat(stored, bits);
  return values;
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
  const words = wordsOf(values, dtype);
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  if (byteOrder === hostByteOrder) return bytes;
  const swapped = words === values ? new Uint8Array(bytes) : bytes;
  swapBytes(swapped, floatBytes(dtype));
  return swapped;
}

function wordsOf(values: FloatArray, dtype: FloatDType): FloatArray | Uint16Array {
  if (dtype === 'F64') return values instanceof Float64Array ? values : new Float64Array(values);
  if (dtype === 'F32') return values instanceof Float32Array ? values : new Float32Array(values);
  const words = new Uint16Array(values.length);
  const bits = values instanceof Float32Array ? bitsOf(values) : roundToOdd(values);
  if (dtype === 'F16') roundToHalf(bits, words);
  else roundToBfloat(bits, words);
  return words;
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
