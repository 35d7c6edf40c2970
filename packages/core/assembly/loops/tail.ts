/**
 * What is left of an array after whole rounds of a loop is computed on padded scratch memory by the
 * same vector code, so that a result never depends on the element's position.
 */

/** Bytes of two adjacent vectors: what one round of most loops computes. */
export const PAIR: usize = 32;

let scratch: usize = 0;

/** Gives this instance its own scratch memory: other threads may share everything else. */
export function setScratch(address: usize): void {
  scratch = address;
}

export function copyLanes<T extends number>(source: usize, target: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(target + i, v128.load(source + i));
  for (; i < bytes; i += sizeof<T>()) store<T>(target + i, load<T>(source + i));
}

/**
 * Copies a tail to scratch memory, fills it up with zeros to the size of a round and returns its
 * address; `index` counts the tails of one round.
 */
export function padTail<T extends number>(
  source: usize,
  bytes: usize,
  index: usize,
  round: usize,
): usize {
  const target = scratch + index * round;
  for (let i: usize = 0; i < round; i += 16) v128.store(target + i, v128.splat<i32>(0));
  copyLanes<T>(source, target, bytes);
  return target;
}
