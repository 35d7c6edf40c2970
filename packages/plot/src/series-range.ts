import { extentOf, isDrawable, padded, widened } from './numbers.ts';
import type { ScaleKind } from './ticks.ts';

/** Room above and below the lines, as a share of the axis. */
const MARGIN = 0.06;

/** The least value of a log10 axis: below it, subnormals (2.2e-308) have digits missing. */
const LOG_MIN = 1e-300;

/** Whether a value can stand on an axis of the kind: on a log10 axis only what is positive. */
export function isOnScale(value: number | undefined, kind: ScaleKind): value is number {
  return isDrawable(value) && (kind === 'linear' || value >= LOG_MIN);
}

/**
 * The y axis of measured values: whole decades for log10, else a little more than the values.
 *
 * @returns undefined where no value can stand on it
 */
export function seriesRange(
  columns: readonly ArrayLike<number>[],
  kind: ScaleKind,
): [number, number] | undefined {
  if (kind === 'linear') {
    const extent = extentOf(...columns);
    return extent && padded(widened(extent), MARGIN);
  }
  const extent = extentOf(
    ...columns.map((column) => Array.from(column).filter((value) => isOnScale(value, kind))),
  );
  if (extent === undefined) return undefined;
  const low = Math.floor(Math.log10(extent[0]) + 1e-9);
  const high = Math.ceil(Math.log10(extent[1]) - 1e-9);
  return [10 ** (high > low ? low : low - 1), 10 ** high];
}
