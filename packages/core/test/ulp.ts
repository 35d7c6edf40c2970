import type { Dtype } from '@actigrad/core';

/** Exponent of the smallest normal number, and bits of the fraction, of each dtype. */
const formats = {
  float32: { smallestExponent: -126, fractionBits: 23 },
  float64: { smallestExponent: -1022, fractionBits: 52 },
} as const;

/** Spacing of the numbers of a dtype around a value; that of the subnormals below them. */
export function ulpOf(value: number, dtype: Dtype): number {
  const { smallestExponent, fractionBits } = formats[dtype];
  const exponent = Math.max(smallestExponent, exponentOf(value));
  // Two factors, since 2^-1074 in one step is fine but the exponent may be read from a subnormal.
  return 2 ** (exponent - fractionBits);
}

/** Error of a result in units of the spacing at the exact value; 0 only for equal numbers. */
export function ulpError(actual: number, exact: number, dtype: Dtype): number {
  if (actual === exact || (Number.isNaN(actual) && Number.isNaN(exact))) return 0;
  if (dtype === 'float32' && actual === Math.fround(exact) && !Number.isFinite(actual)) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(exact)) return Infinity;
  return Math.abs(actual - exact) / ulpOf(exact, dtype);
}

const bits = new DataView(new ArrayBuffer(8));

function exponentOf(value: number): number {
  bits.setFloat64(0, value);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
}
