import type { Plot } from './curve-lines.ts';
import { isDrawable } from './numbers.ts';
import type { Palette } from './palette.ts';
import type { Point, Polyline } from './polyline.ts';
import { drawableRuns, pathOf } from './polyline.ts';
import { isOnScale } from './series-range.ts';
import { element, joined, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';
import type { ScaleKind } from './ticks.ts';

/** Radius of a point, in stroke widths. */
const POINT_RADIUS = 1.75;
/** More points than this run together; the line says it all. */
const POINTS_MAX = 64;
/** Half the arm of a cross, px. */
const CROSS = 3.5;
const PREDICTED_DASH = '4 3';
/** Width of predicted and of noisy lines, in stroke widths. */
const THIN = 0.6;
/** A line of more points after simplification is noise: in full width it would be a band. */
const DENSE_POINTS = 400;

/** Values by index, sorted by whether they can stand on an axis. */
export interface Sides {
  /** Runs of [index, value] on the axis. */
  readonly on: Point[][];
  /** Indexes of what is 0 or negative on a log10 axis. */
  readonly below: number[];
  /** Indexes of NaN and infinities. */
  readonly broken: number[];
}

export function sidesOf(values: readonly number[], kind: ScaleKind): Sides {
  const onScale = values.map((value) => (isOnScale(value, kind) ? value : NaN));
  const indexes = values.map((_, index) => index);
  return {
    on: drawableRuns(indexes, onScale),
    below: indexes.filter((i) => isDrawable(values[i]) && !isOnScale(values[i], kind)),
    broken: indexes.filter((i) => !isDrawable(values[i])),
  };
}

/** The line of a series: solid where measured, thin and dashed where predicted. */
export function drawLine(
  lines: readonly Polyline[],
  colour: string,
  kind: 'measured' | 'predicted',
  palette: Palette,
): Markup {
  return element('path', {
    d: pathOf(lines),
    fill: 'none',
    stroke: colour,
    'stroke-linejoin': 'round',
    'stroke-width': palette.strokeWidth * (kind === 'measured' && !isDense(lines) ? 1 : THIN),
    ...(kind === 'measured'
      ? { 'stroke-linecap': 'round' }
      : { 'stroke-dasharray': PREDICTED_DASH }),
  });
}

function isDense(lines: readonly Polyline[]): boolean {
  return lines.reduce((sum, points) => sum + points.length, 0) > DENSE_POINTS;
}

export function drawPoints(
  points: Polyline,
  { area, x, y }: Plot,
  colour: string,
  palette: Palette,
): Markup {
  if (points.length > POINTS_MAX) return nothing;
  const visible = points
    .map(([px, py]): Point => [x.position(px), y.position(py)])
    .filter(([, py]) => py >= area.top && py <= area.bottom);
  return joined(
    visible.map(([px, py]) =>
      element('circle', {
        cx: tenth(px),
        cy: tenth(py),
        r: palette.strokeWidth * POINT_RADIUS,
        fill: colour,
        stroke: palette.background,
      }),
    ),
  );
}

export function drawCrosses(points: Polyline, palette: Palette): Markup {
  if (points.length === 0) return nothing;
  const d = points
    .map(([x, y]) => [tenth(x) - CROSS, y - CROSS])
    .map(
      ([x, y]) => `M${x} ${y}l${2 * CROSS} ${2 * CROSS}m0 ${-2 * CROSS}l${-2 * CROSS} ${2 * CROSS}`,
    )
    .join('');
  return element('path', {
    d,
    fill: 'none',
    stroke: palette.danger,
    'stroke-width': palette.strokeWidth,
  });
}
