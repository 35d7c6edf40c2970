import { SPAN_MIN, isDrawable } from './numbers.ts';
import { isOnScale } from './series-range.ts';
import type { ScaleKind } from './ticks.ts';

/** Every error this package throws on purpose: a RangeError with a stable code. */
export type PlotErrorCode =
  | 'PLOT_SIZE_OUT_OF_RANGE'
  | 'PLOT_LENGTHS_DIFFER'
  | 'PLOT_INTERVAL_INVALID'
  | 'PLOT_INDEX_OUT_OF_RANGE';

export function plotError(
  code: PlotErrorCode,
  message: string,
): RangeError & { code: PlotErrorCode } {
  return Object.assign(new RangeError(message), { code });
}

/** Two columns that belong together have one length. */
export function requireEqualLengths(
  what: string,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): void {
  if (x.length !== y.length) {
    throw plotError(
      'PLOT_LENGTHS_DIFFER',
      `${what} has ${x.length} x values and ${y.length} y values; the lengths must be equal`,
    );
  }
}

/** An axis given by the caller is finite and runs upwards; a log10 axis holds no 0. */
export function requireInterval(
  what: string,
  [start, end]: readonly [number, number],
  kind: ScaleKind = 'linear',
): void {
  if (!(isDrawable(start) && isDrawable(end) && end - start > SPAN_MIN)) {
    throw plotError(
      'PLOT_INTERVAL_INVALID',
      `${what} is [${start}, ${end}]; it must be finite with its start below its end`,
    );
  }
  const isPositive: boolean = isOnScale(start, kind);
  if (!isPositive) {
    throw plotError(
      'PLOT_INTERVAL_INVALID',
      `${what} is [${start}, ${end}]; on a log10 axis it must be positive`,
    );
  }
}
