/**
 * IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. Works on bit patterns, because a NaN that
 * passes through a JavaScript number may lose its payload.
 * @see IEEE 754-2019, sections 3.4 and 4.3.1
 */

let float32BitsOfHalf: Int32Array | undefined;

/** Widens float16 bit patterns to float32 bit patterns, exactly: 65,536 answers, so a table (256 KiB, made once). */
export function widenHalf(half: Uint16Array, target: Int32Array): void {
  const table = (float32BitsOfHalf ??= Int32Array.from({ length: 0x10000 }, (_, bits) =>
    widenOne(bits),
  ));
  for (let i = 0; i < half.length; i++) target[i] = table[half[i]!]!;
}

function widenOne(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 127 - 15) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // Subnormal: fraction * 2^-24, normalised by moving its leading one to bit 10.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((127 - 14 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** Rounds float32 bit patterns to the nearest float16, ties to even; a NaN keeps the top of its payload. */
export function roundToHalf(float32Bits: Int32Array, target: Uint16Array): void {
  for (let i = 0; i < float32Bits.length; i++) {
    const bits = float32Bits[i]!;
    const sign = (bits >>> 16) & 0x8000;
    const magnitude = bits & 0x7fffffff;
    target[i] = sign | roundMagnitude(magnitude);
  }
}

function roundMagnitude(magnitude: number): number {
  if (magnitude > 0x7f800000) {
    // A payload that lies only in the dropped bits would become infinity: make it the quiet NaN.
    return 0x7c00 | ((magnitude >>> 13) & 0x3ff || 0x200);
  }
  // From 2^16 on everything rounds to infinity.
  if (magnitude >= 0x47800000) return 0x7c00;
  // Normal results, from 2^-14: rebias the exponent and add just under half a unit, plus one when the last kept bit is
  // odd. The carry runs into the exponent, and from 65520 into infinity.
  if (magnitude >= 0x38800000) {
    return (magnitude - ((127 - 15) << 23) + 0xfff + ((magnitude >>> 13) & 1)) >>> 13;
  }
  // Up to 2^-25, half of the smallest subnormal, everything rounds to zero.
  if (magnitude <= 0x33000000) return 0;
  // Subnormal results count units of 2^-24: shift the fraction, with its leading one, down to them.
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  return (fraction + (1 << (shift - 1)) - 1 + ((fraction >>> shift) & 1)) >>> shift;
}
