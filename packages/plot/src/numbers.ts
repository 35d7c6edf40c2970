/**
 * Beyond this a number is treated as infinite: the difference of two such numbers, and a margin on
 * top, must not overflow float64 (1.8e308).
 */
const DRAWABLE_MAX = 1e300;

/** Whether a value can have a place on an axis; NaN, infinities and numbers near overflow have none. */
export function isDrawable(value: number | undefined): value is number {
  return value !== undefined && Math.abs(value) <= DRAWABLE_MAX;
}

export function countUndrawable(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!isDrawable(values[i])) count++;
  return count;
}

/** Smallest and largest drawable value, or undefined where there is none. */
export function extentOf(...columns: readonly ArrayLike<number>[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (!isDrawable(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** The largest value of a column of counts, or undefined where none can be told from 0. */
export function peakOf(counts: ArrayLike<number>): number | undefined {
  const most = extentOf(counts)?.[1] ?? 0;
  return most > SPAN_MIN ? most : undefined;
}

/** A span under this share of its ends is rounding noise, not an axis. */
const RELATIVE_SPAN_MIN = 1e-9;
/** Absolute floor, well above the subnormals (2.2e-308), where 1/span overflows. */
export const SPAN_MIN = 1e-290;

/** Gives an interval with (almost) no length one: ±1 around 0, else ±50 % of the value. */
export function widened([low, high]: readonly [number, number]): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * RELATIVE_SPAN_MIN, SPAN_MIN)) return [low, high];
  const half = size > SPAN_MIN ? size / 2 : 1;
  return [low - half, high + half];
}

/** Adds a share of the length at both ends. */
export function padded([low, high]: readonly [number, number], share: number): [number, number] {
  const margin = (high - low) * share;
  return [low - margin, high + margin];
}
