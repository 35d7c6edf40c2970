import type { Activation } from './activation.ts';

/** A place where the slope passes through zero without a jump: f turns, or levels out. */
export interface TurningPoint {
  readonly at: number;
  readonly value: number;
  /**
   * Around it the slope is a difference of terms that nearly cancel: from here to here its error
   * is better measured against 0.125 than against itself.
   */
  readonly from: number;
  readonly to: number;
}

/** Slopes of this size and more are large enough to be measured against themselves. */
export const smallSlope = 0.125;
/** A curve read at evenly spaced places. */
export interface Grid {
  readonly points: Float64Array;
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/** Finds where the slope crosses zero, and how far around it stays small and grows outwards. */
export function findTurningPoints(
  activation: Activation,
  { points, slopes }: Grid,
  kinks: readonly number[],
): TurningPoint[] {
  function outwards(start: number, direction: 1 | -1): number {
    let index = start;
    for (;;) {
      const here = Math.abs(slopes[index] ?? NaN);
      const next = Math.abs(slopes[index + direction] ?? NaN);
      if (!(next > here && next < smallSlope)) return points[index] as number;
      index += direction;
    }
  }

  const found: TurningPoint[] = [];
  for (let left = 0; left + 1 < points.length; left++) {
    if (!((slopes[left] as number) * (slopes[left + 1] as number) < 0)) continue;
    const [low, high] = [points[left] as number, points[left + 1] as number];
    if (kinks.some((at) => at >= low && at <= high)) continue;
    const at = crossing(activation, low, high);
    const around = { from: outwards(left, -1), to: outwards(left + 1, 1) };
    found.push({ at, value: activation.value(at), ...around });
  }
  return found;
}

/** Where between two places the slope changes its sign, to the last bit. */
function crossing(activation: Activation, low: number, high: number): number {
  const sign = Math.sign(activation.slope(low));
  let [before, after] = [low, high];
  for (;;) {
    const middle = (before + after) / 2;
    if (middle <= before || middle >= after) return before;
    if (Math.sign(activation.slope(middle)) === sign) before = middle;
    else after = middle;
  }
}
