/**
 * Compares float32 results with exact values in float64, four at a time, and reduces the errors.
 *
 * An error is |got - exact| in units of the spacing of float32 at the exact value (ULP). The
 * spacing below the smallest normal is that of the subnormals, 2^-149; beyond the largest number
 * that of the last binade, 2^104. Equal infinities, an infinity to which the exact value rounds,
 * and NaN for NaN have error 0; every other infinity or NaN has error Infinity.
 */

/** Elements of the arrays that follow, which the caller fills and reads through their addresses. */
export const capacity: i32 = 8192;
export const got: usize = memory.data(8192 * 4, 16);
export const exact: usize = memory.data(8192 * 8, 16);
export const errors: usize = memory.data(8192 * 8, 16);

/** Of the last comparison: largest error, sum of the errors, results nearest to the exact value. */
export let maxUlp: f64 = 0;
export let sumUlp: f64 = 0;
export let correctlyRounded: i32 = 0;

/**
 * Compares the first `count` elements, a multiple of 4. Spacings are at least those of the binade
 * that begins at `leastPower`, a power of two from 2^-126.
 */
export function compare(count: usize, leastPower: f64): void {
  const least = f64x2.splat(leastPower);
  let max = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let nearestCount = i32x4.splat(0);
  for (let index: usize = 0; index < count; index += 4) {
    const results = v128.load(got + (index << 2));
    const low = v128.load(exact + (index << 3));
    const high = v128.load(exact + (index << 3), 16);
    const nearest = v128.shuffle<i64>(
      f32x4.demote_f64x2_zero(low),
      f32x4.demote_f64x2_zero(high),
      0,
      2,
    );
    const bothNaN = v128.and(f32x4.ne(results, results), f32x4.ne(nearest, nearest));
    // Zeros of different sign agree, but are not the same number.
    const agree = v128.or(f32x4.eq(results, nearest), bothNaN);
    const same = v128.or(i32x4.eq(results, nearest), bothNaN);
    nearestCount = i32x4.sub(nearestCount, same);
    const lowErrors = ulpErrors(
      f64x2.promote_low_f32x4(results),
      low,
      least,
      i64x2.extend_low_i32x4_s(agree),
    );
    const highErrors = ulpErrors(
      f64x2.promote_low_f32x4(v128.shuffle<i64>(results, results, 1, 0)),
      high,
      least,
      i64x2.extend_high_i32x4_s(agree),
    );
    v128.store(errors + (index << 3), lowErrors);
    v128.store(errors + (index << 3), highErrors, 16);
    max = f64x2.pmax(max, f64x2.pmax(lowErrors, highErrors));
    sum = f64x2.add(sum, f64x2.add(lowErrors, highErrors));
  }
  maxUlp = Math.max(f64x2.extract_lane(max, 0), f64x2.extract_lane(max, 1));
  sumUlp = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  correctlyRounded =
    i32x4.extract_lane(nearestCount, 0) +
    i32x4.extract_lane(nearestCount, 1) +
    i32x4.extract_lane(nearestCount, 2) +
    i32x4.extract_lane(nearestCount, 3);
}

/** Errors where results and exact values are finite; else 0 where they agree, and Infinity. */
function ulpErrors(results: v128, targets: v128, least: v128, agree: v128): v128 {
  const differences = f64x2.abs(f64x2.sub(results, targets));
  // The exponent field alone is the power of two at or below |exact|, here kept between the least
  // and 2^127; the spacing is 2^-23 of it. Subtracting fields from 0x7fe, twice their bias, gives
  // the reciprocal of the power, and from 0x7fe + 23 that of the spacing.
  const powers = f64x2.pmin(
    f64x2.pmax(v128.and(targets, i64x2.splat(0x7ff0000000000000)), least),
    f64x2.splat(1.7014118346046923e38),
  );
  const perSpacing = i64x2.sub(i64x2.splat(0x8150000000000000), powers);
  const inUlp = f64x2.mul(differences, perSpacing);
  const finite = f64x2.lt(differences, f64x2.splat(Infinity));
  return v128.bitselect(inUlp, v128.andnot(f64x2.splat(Infinity), agree), finite);
}
