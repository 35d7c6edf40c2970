import type { Axis } from './axis.ts';
import type { Box } from './box.ts';
import type { Asymptote, Curve, Jump } from './curve-data.ts';
import { isDrawable } from './numbers.ts';
import type { Palette } from './palette.ts';
import type { Point, Polyline } from './polyline.ts';
import { clipped, drawableRuns, pathOf, simplified, thinned } from './polyline.ts';
import { element, joined, tenth } from './svg.ts';
import type { Markup } from './svg.ts';

/** Where a plot lies and how values get into it. */
export interface Plot {
  readonly area: Box;
  readonly x: Axis;
  readonly y: Axis;
}

/** Dash of each kind, in stroke widths: told apart without colour. */
const DASHES = { value: [], slope: [3, 2], curvature: [0.05, 2] } as const;
/** With more points than this for each px across, only extremes are kept. */
const POINTS_PER_PX = 2;
/** Radius of the dots at a break, in stroke widths. */
const END_RADIUS = 1.5;
/** Dash of asymptotes and other lines of reference, px. */
export const REFERENCE_DASH = '8 3 1 3';

export function curveColour({ kind, series }: Curve, palette: Palette): string {
  if (series === undefined) return palette[kind];
  return palette.series[series % palette.series.length] ?? palette[kind];
}

/** A curve in px: cut to the plot, broken at jumps and gaps, without the points a straight line passes anyway. */
export function curveLines(curve: Curve, plot: Plot): Polyline[] {
  return linesOf(splitAtJumps(curve), plot);
}

/** Runs of points in data units as lines in px. */
export function linesOf(runs: readonly Polyline[], { area, x, y }: Plot): Polyline[] {
  return runs.flatMap((run) => {
    const placed = run.map(([px, py]): Point => [x.position(px), y.position(py)]);
    const few = placed.length > POINTS_PER_PX * (area.right - area.left) ? thinned(placed) : placed;
    return clipped(few, area).map((points) => simplified(points));
  });
}

function splitAtJumps({ x, y, jumps = [] }: Curve): Point[][] {
  let runs = drawableRuns(x, y);
  for (const { at, left, right } of jumps) {
    if (!isDrawable(at)) continue;
    runs = runs.flatMap((run) => {
      const before = run.filter(([px]) => px < at);
      const after = run.filter(([px]) => px > at);
      if (before.length > 0 && isDrawable(left)) before.push([at, left]);
      if (after.length > 0 && isDrawable(right)) after.unshift([at, right]);
      // Samples on one side only belong to a run that ends or begins elsewhere.
      return before.length === 0 || after.length === 0 ? [run] : [before, after];
    });
  }
  return runs;
}

export function drawCurve(curve: Curve, lines: readonly Polyline[], palette: Palette): Markup {
  return element('path', {
    d: pathOf(lines),
    fill: 'none',
    stroke: curveColour(curve, palette),
    'stroke-width': palette.strokeWidth,
    'stroke-linejoin': 'round',
    ...dash(curve.kind, palette.strokeWidth),
  });
}

export function dash(
  kind: Curve['kind'],
  strokeWidth: number,
): { 'stroke-dasharray'?: string; 'stroke-linecap'?: string } {
  if (kind === 'value') return { 'stroke-linecap': 'round' };
  const pattern = DASHES[kind].map((length) => tenth(length * strokeWidth)).join(' ');
  // Round caps turn strokes of (almost) no length into dots.
  return kind === 'slope'
    ? { 'stroke-dasharray': pattern }
    : { 'stroke-dasharray': pattern, 'stroke-linecap': 'round' };
}

/** The ends at each break: closed where the curve is, open where it only comes near. */
export function drawJumps(curve: Curve, plot: Plot, palette: Palette): Markup {
  const colour = curveColour(curve, palette);
  return joined(
    jumpEnds(curve, plot).map(({ x, y, closed }) =>
      element('circle', {
        cx: tenth(x),
        cy: tenth(y),
        r: END_RADIUS * palette.strokeWidth,
        fill: closed ? colour : palette.background,
        stroke: colour,
        'stroke-width': palette.strokeWidth * 0.75,
      }),
    ),
  );
}

interface JumpEnd {
  readonly x: number;
  readonly y: number;
  readonly closed: boolean;
}

/** The visible ends; open ones first, so that a closed one at the same place is seen. */
function jumpEnds({ jumps = [] }: Curve, { area, x, y }: Plot): JumpEnd[] {
  return jumps.flatMap((jump) => {
    const px = x.position(jump.at);
    return endValues(jump)
      .filter(({ value }) => isDrawable(value) && isDrawable(jump.at))
      .map(({ value, closed }) => ({ x: px, y: y.position(value), closed }))
      .filter(
        (end) => px >= area.left && px <= area.right && end.y >= area.top && end.y <= area.bottom,
      );
  });
}

function endValues({ left, right, value }: Jump): { value: number; closed: boolean }[] {
  const open = [left, right].filter((end) => end !== value);
  return [...open.map((end) => ({ value: end, closed: false })), { value, closed: true }];
}

/** The squares around the ends, for labels to keep away from. */
export function jumpBoxes(curve: Curve, plot: Plot, palette: Palette): Box[] {
  const radius = (END_RADIUS + 1) * palette.strokeWidth;
  return jumpEnds(curve, plot).map(({ x, y }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
}

/** An asymptote's line over its half of the plot. */
export function asymptoteLines({ slope, intercept, side }: Asymptote, plot: Plot): Polyline[] {
  const [start, end] = plot.x.domain;
  const middle = (start + end) / 2;
  const from = side === 'right' ? middle : start;
  const to = side === 'left' ? middle : end;
  return linesOf(
    drawableRuns([from, to], [slope * from + intercept, slope * to + intercept]),
    plot,
  );
}

export function drawReference(lines: readonly Polyline[], colour: string): Markup {
  return element('path', {
    d: pathOf(lines),
    fill: 'none',
    stroke: colour,
    'stroke-dasharray': REFERENCE_DASH,
  });
}
