/** Two adjacent numbers of either type as float64 lanes, and back with one rounding. */

export function loadTwo<T extends number>(address: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(address);
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/** The last number of an odd count, and `filler` in the upper lane. */
export function loadLast<T extends number>(address: usize, filler: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(filler), 0, <f64>load<T>(address));
}

export function storeTwo<T extends number>(address: usize, pair: v128): void {
  if (sizeof<T>() == 8) v128.store(address, pair);
  else v128.store64_lane(address, f32x4.demote_f64x2_zero(pair), 0);
}

export function storeLast<T extends number>(address: usize, pair: v128): void {
  store<T>(address, <T>f64x2.extract_lane(pair, 0));
}

export function sumOfTwo(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
