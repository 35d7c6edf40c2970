import { scaleLinear, scaleLog } from 'd3-scale';
import type { Box } from './box.ts';
import { clamp } from './box.ts';
import { CENTRE, TEXT_SIZE, label } from './label.ts';
import type { Palette } from './palette.ts';
import { element, joined, nothing } from './svg.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';
import type { ScaleKind, Tick } from './ticks.ts';
import { linearTicks, logTicks } from './ticks.ts';

/** A labelled axis: where a value lies in px, and its ticks. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly kind: ScaleKind;
  readonly ticks: readonly Tick[];
  /** Value to px; far outside the axis it stops, before arithmetic could overflow. */
  readonly position: (value: number) => number;
}

/** Px between ticks: several label widths apart across, several label heights down. */
const TICK_SPACING_X = 72;
const TICK_SPACING_Y = 32;
/** Powers of ten are landmarks: each one is shown as long as their labels do not touch. */
const TICK_SPACING_LOG = 20;
/** Between plot and tick labels. */
const TICK_GAP = 6;
/** Height of the band of tick labels under a plot. */
export const X_LABELS_HEIGHT = 20;
/** How many lengths of itself, or powers of ten, an axis goes on outside the plot: enough for slopes at the edge. */
const OVERHANG = 10_000;

export function horizontalAxis(
  domain: readonly [number, number],
  [left, right]: readonly [number, number],
  kind: ScaleKind = 'linear',
): Axis {
  return axis(domain, [left, right], kind, Math.round((right - left) / TICK_SPACING_X));
}

export function verticalAxis(
  domain: readonly [number, number],
  [top, bottom]: readonly [number, number],
  kind: ScaleKind = 'linear',
): Axis {
  return axis(
    domain,
    [bottom, top],
    kind,
    Math.round((bottom - top) / (kind === 'log10' ? TICK_SPACING_LOG : TICK_SPACING_Y)),
  );
}

function axis(
  domain: readonly [number, number],
  range: readonly [number, number],
  kind: ScaleKind,
  count: number,
): Axis {
  const [low, high] = domain;
  const isLog = kind === 'log10';
  const scale = (isLog ? scaleLog() : scaleLinear()).domain(domain).range(range);
  const first = isLog ? low / OVERHANG : low - OVERHANG * (high - low);
  const last = isLog ? high * OVERHANG : high + OVERHANG * (high - low);
  return {
    domain,
    kind,
    ticks: isLog ? logTicks(domain, count) : linearTicks(domain, Math.max(2, count)),
    position: (value) => scale(clamp(value, first, last)),
  };
}

/** Width that an axis' tick labels need left of the plot, px. */
export function tickLabelsWidth(ticks: readonly Tick[]): number {
  return ticks.reduce((most, { text }) => Math.max(most, textWidth(text, TEXT_SIZE)), 0) + TICK_GAP;
}

/** Thin lines at the ticks, all in one path. */
export function gridLines(area: Box, palette: Palette, axes: { x?: Axis; y?: Axis }): Markup {
  const across = axes.y?.ticks.map(({ at }) => {
    return `M${sharp(area.left)} ${sharp(axes.y?.position(at) ?? 0)}H${sharp(area.right)}`;
  });
  const down = axes.x?.ticks.map(({ at }) => {
    return `M${sharp(axes.x?.position(at) ?? 0)} ${sharp(area.top)}V${sharp(area.bottom)}`;
  });
  const d = [...(across ?? []), ...(down ?? [])].join('');
  return d === '' ? nothing : element('path', { d, fill: 'none', stroke: palette.grid });
}

/** A stronger line through a value, where the axis holds it. */
export function axisLine(
  area: Box,
  palette: Palette,
  axes: { x?: Axis; y?: Axis },
  at = 0,
): Markup {
  const { x, y } = axes;
  let d = '';
  if (y !== undefined && isWithin(at, y.domain)) {
    d += `M${sharp(area.left)} ${sharp(y.position(at))}H${sharp(area.right)}`;
  }
  if (x !== undefined && isWithin(at, x.domain)) {
    d += `M${sharp(x.position(at))} ${sharp(area.top)}V${sharp(area.bottom)}`;
  }
  return d === '' ? nothing : element('path', { d, fill: 'none', stroke: palette.axis });
}

/** The plot's lower edge as an axis. */
export function baseLine(area: Box, palette: Palette): Markup {
  const d = `M${sharp(area.left)} ${sharp(area.bottom)}H${sharp(area.right)}`;
  return element('path', { d, fill: 'none', stroke: palette.axis });
}

export function xTickLabels(area: Box, palette: Palette, x: Axis, width: number): Markup {
  return element(
    'g',
    { 'text-anchor': 'middle' },
    ...x.ticks.map(({ at, text }) => {
      // The outermost labels move in rather than over the figure's edge.
      const half = textWidth(text, TEXT_SIZE) / 2;
      const centre = clamp(x.position(at), half + 1, Math.max(half + 1, width - half - 1));
      return label(text, { x: centre, y: area.bottom + 15, fill: palette.muted });
    }),
  );
}

export function yTickLabels(area: Box, palette: Palette, y: Axis): Markup {
  const right = area.left - TICK_GAP;
  return element(
    'g',
    { 'text-anchor': 'end' },
    joined(
      y.ticks.map(({ at, text }) =>
        label(text, { x: right, y: y.position(at) + CENTRE * TEXT_SIZE, fill: palette.muted }),
      ),
    ),
  );
}

/** Puts a line of one px on one row of px instead of half on two. */
export function sharp(position: number): number {
  return Math.floor(position) + 0.5;
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}
