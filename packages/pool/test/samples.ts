import { createHash } from 'node:crypto';
import type { Elements } from '@actigrad/core';

/** The same numbers each time, from -10 to 10, none of them round. */
export function samples(length: number, into: Elements = new Float32Array(length)): Elements {
  for (let index = 0; index < length; index++) {
    // Knuth's multiplicative hash: consecutive indices spread over all of 32 bits.
    into[index] = ((Math.imul(index + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5) * 20;
  }
  return into;
}

export function sha256(array: Elements): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}
