/** Counts of what is no finite number: no function has a part in it. */

/** Stores how many of `length` elements are NaN, +∞ and -∞, as three u32. */
export function count<T extends number>(x: usize, counts: usize, length: usize): void {
  const highest = v128.splat<T>(<T>Infinity);
  const lowest = v128.splat<T>(<T>-Infinity);
  const end = x + length * sizeof<T>();
  let nan = i32x4.splat(0);
  let positive = i32x4.splat(0);
  let negative = i32x4.splat(0);
  for (; x + 16 <= end; x += 16) {
    const values = v128.load(x);
    // A mask is -1, in each half of a lane of 64 bits.
    nan = i32x4.sub(nan, v128.ne<T>(values, values));
    positive = i32x4.sub(positive, v128.eq<T>(values, highest));
    negative = i32x4.sub(negative, v128.eq<T>(values, lowest));
  }
  let nans = countLanes<T>(nan);
  let positives = countLanes<T>(positive);
  let negatives = countLanes<T>(negative);
  for (; x < end; x += sizeof<T>()) {
    const value = load<T>(x);
    nans += u32(value != value);
    positives += u32(value == <T>Infinity);
    negatives += u32(value == <T>-Infinity);
  }
  store<u32>(counts, nans);
  store<u32>(counts, positives, 4);
  store<u32>(counts, negatives, 8);
}

function countLanes<T extends number>(counts: v128): u32 {
  const even = i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 2);
  if (sizeof<T>() == 8) return even;
  return even + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 3);
}
