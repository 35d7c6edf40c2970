import type { ByteOrder } from './dtype.ts';

/** The byte order of typed arrays on this machine. */
export const hostByteOrder: ByteOrder =
  new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'little' : 'big';

/**
 * Reverses the bytes of every word in place. The bytes start at a multiple of the word's size in their buffer.
 * Whole words are swapped in registers, several times faster than moving bytes one by one.
 */
export function swapBytes(bytes: Uint8Array, bytesPerWord: 2 | 4 | 8): void {
  const { buffer, byteOffset, byteLength } = bytes;
  if (bytesPerWord === 2) {
    const words = new Uint16Array(buffer, byteOffset, byteLength / 2);
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      words[i] = (word << 8) | (word >>> 8);
    }
    return;
  }
  const words = new Int32Array(buffer, byteOffset, byteLength / 4);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    words[i] = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  }
  if (bytesPerWord === 8) {
    for (let i = 0; i < words.length; i += 2) {
      const low = words[i]!;
      words[i] = words[i + 1]!;
      words[i + 1] = low;
    }
  }
}
