/**
 * The exponentials of a row against its largest element, e^(s·x - m) with s = 1 or -1: the common
 * part of softmax and its kin. Nothing overflows, and the largest is exactly 1.
 *
 * Rows with one or more +Infinity give the limit: 1 there and 0 elsewhere. A row of -Infinity alone
 * has no largest element, and a NaN spoils its row: both give NaN everywhere.
 */
import { expOfSum } from './exp';
import { loadLast, loadTwo, sumOfTwo } from './two';

/** Two elements times s, as float64 lanes; beyond an odd end the upper lane is -Infinity, whose exponential is 0. */
export function loadSigned<T extends number>(x: usize, i: usize, length: usize, sign: v128): v128 {
  const address = x + i * sizeof<T>();
  if (i + 1 < length) return v128.xor(loadTwo<T>(address), sign);
  return f64x2.replace_lane(v128.xor(loadLast<T>(address, 0), sign), 1, -Infinity);
}

/** The largest s·x; NaN if there is one. */
export function largest<T extends number>(x: usize, length: usize, sign: v128): f64 {
  let most = f64x2.splat(-Infinity);
  for (let i: usize = 0; i < length; i += 2) {
    most = f64x2.max(most, loadSigned<T>(x, i, length, sign));
  }
  return f64x2.extract_lane(f64x2.max(most, v128.shuffle<i64>(most, most, 1, 0)), 0);
}

/** s·x - m, and 0 where s·x is an infinite m. */
export function difference(signed: v128, m: v128): v128 {
  const there = v128.and(f64x2.eq(signed, m), f64x2.gt(m, f64x2.splat(0)));
  return v128.andnot(f64x2.sub(signed, m), there);
}

/** What was rounded off s·x - m (Knuth's two-sum), 0 where that is not finite; float32 inputs need none. */
export function differenceRest<T extends number>(signed: v128, m: v128, rounded: v128): v128 {
  if (sizeof<T>() == 4) return f64x2.splat(0);
  const back = f64x2.sub(rounded, signed);
  const rest = f64x2.sub(f64x2.sub(signed, f64x2.sub(rounded, back)), f64x2.add(m, back));
  return v128.and(rest, f64x2.eq(rest, rest));
}

/** e^(s·x - m) of two elements. */
export function exponentials<T extends number>(signed: v128, m: v128): v128 {
  const rounded = difference(signed, m);
  return expOfSum<T>(rounded, differenceRest<T>(signed, m, rounded));
}

/** Σ e^(s·x - m) over the row. */
export function sumOfExponentials<T extends number>(
  x: usize,
  length: usize,
  sign: v128,
  m: v128,
): f64 {
  let sum = f64x2.splat(0);
  let lost = f64x2.splat(0);
  for (let i: usize = 0; i < length; i += 2) {
    // Kahan's summation: long float64 rows keep their last digits.
    const term = f64x2.sub(exponentials<T>(loadSigned<T>(x, i, length, sign), m), lost);
    const next = f64x2.add(sum, term);
    lost = f64x2.sub(f64x2.sub(next, sum), term);
    sum = next;
  }
  return sumOfTwo(sum);
}
