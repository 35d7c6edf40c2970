import type { Curve } from './curve-data.ts';
import { extentOf, isDrawable, padded, widened } from './numbers.ts';

/** Room above and below the curves, as a share of their extent. */
const MARGIN = 0.06;
/** A climbing value curve is cut at this share of the x axis' length: past it, it hides where the slope bends. */
const CLIMB_SHARE = 0.25;
/** ... but never under this, for slopes near 1 are the subject. */
const CLIMB_MIN = 1.5;
/** A slope is cut later than a value: it is what is looked for. */
const SLOPE_FACTOR = 2;
/** A curve whose mean slope over its last twentieth is under this has levelled off. */
const LEVEL_SLOPE = 0.1;
const EDGE_SHARE = 0.05;

/**
 * The y axis that shows what matters of the curves: levels wholly, climbs only as far as is needed.
 *
 * @returns undefined where no curve has a drawable value
 */
export function valueRange(
  curves: readonly Curve[],
  domain: readonly [number, number],
): [number, number] | undefined {
  const climbMax = Math.max(CLIMB_MIN, (domain[1] - domain[0]) * CLIMB_SHARE);
  const shown: number[] = [];
  for (const curve of curves) {
    const max = curve.kind === 'value' ? climbMax : climbMax * SLOPE_FACTOR;
    const inside = drawableInside(curve, domain);
    const extent = extentOf(inside.y);
    if (extent === undefined) continue;
    const levels = [levelAt(inside, 'start'), levelAt(inside, 'end')].filter(isDrawable);
    const [low, high] = extent;
    shown.push(...levels);
    // A curve wholly beyond the limit is shown where it is.
    if (low > max || high < -max) shown.push(low, high);
    else shown.push(Math.max(low, -max), Math.min(high, max));
    for (const { left, right } of curve.jumps ?? []) shown.push(left, right);
  }
  const extent = extentOf(shown);
  return extent && padded(widened(extent), MARGIN);
}

interface Samples {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function drawableInside(curve: Curve, [start, end]: readonly [number, number]): Samples {
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < curve.x.length; i++) {
    const px = curve.x[i] as number;
    const py = curve.y[i];
    if (px >= start && px <= end && isDrawable(py)) {
      x.push(px);
      y.push(py);
    }
  }
  return { x, y };
}

/** The value at one end of a curve, if it has levelled off there. */
function levelAt({ x, y }: Samples, end: 'start' | 'end'): number | undefined {
  const edge = Math.max(1, Math.floor(x.length * EDGE_SHARE));
  const outer = end === 'start' ? 0 : x.length - 1;
  const inner = end === 'start' ? edge : x.length - 1 - edge;
  const run = (x[outer] as number) - (x[inner] ?? NaN);
  const rise = (y[outer] as number) - (y[inner] ?? NaN);
  return Math.abs(rise / run) < LEVEL_SLOPE ? y[outer] : undefined;
}
