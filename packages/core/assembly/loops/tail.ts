/**
 * What is left of an array after its pairs of vectors, 1 to 7 elements, is computed on padded
 * scratch memory by the same vector code, so that a result never depends on the element's position.
 */

/** Bytes of two adjacent vectors: what one round of a loop computes. */
export const PAIR: usize = 32;

let scratch: usize = 0;

/** Gives this instance its own scratch memory: other threads may share everything else. */
export function setScratch(address: usize): void {
  scratch = address;
}

/** Address of scratch pair number `index`. */
export function scratchPair(index: usize): usize {
  return scratch + index * PAIR;
}

export function copyLanes<T extends number>(source: usize, target: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += sizeof<T>()) store<T>(target + i, load<T>(source + i));
}

/** Copies a tail to scratch pair number `index`, fills that pair up with zeros and returns its address. */
export function padTail<T extends number>(source: usize, bytes: usize, index: usize): usize {
  const target = scratchPair(index);
  v128.store(target, v128.splat<i32>(0));
  v128.store(target, v128.splat<i32>(0), 16);
  copyLanes<T>(source, target, bytes);
  return target;
}
