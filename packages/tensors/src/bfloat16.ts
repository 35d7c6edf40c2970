/**
 * bfloat16: the upper half of a float32, so 8 exponent bits and 7 fraction bits. Works on bit patterns, because a NaN
 * that passes through a JavaScript number may lose its payload.
 * @see Wang and Kanwar, "BFloat16: The secret to high performance on Cloud TPUs", 2019
 */

/** Widens bfloat16 bit patterns to float32 bit patterns, exactly. */
export function widenBfloat(bfloat: Uint16Array, target: Int32Array): void {
  for (let i = 0; i < bfloat.length; i++) target[i] = bfloat[i]! << 16;
}

/** Rounds float32 bit patterns to the nearest bfloat16, ties to even; a NaN keeps the top of its payload. */
export function roundToBfloat(float32Bits: Int32Array, target: Uint16Array): void {
  for (let i = 0; i < float32Bits.length; i++) {
    const bits = float32Bits[i]!;
    if ((bits & 0x7fffffff) > 0x7f800000) {
      // A payload that lies only in the dropped bits would become infinity: make it the quiet NaN.
      const upper = bits >>> 16;
      target[i] = (upper & 0x7f) === 0 ? upper | 0x40 : upper;
    } else {
      // Just under half a unit, plus one when the last kept bit is odd; the carry may run up to infinity, as it should.
      target[i] = ((bits + 0x7fff + ((bits >>> 16) & 1)) | 0) >>> 16;
    }
  }
}
