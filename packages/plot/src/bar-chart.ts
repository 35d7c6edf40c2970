import { X_LABELS_HEIGHT, gridLines, horizontalAxis, sharp, xTickLabels } from './axis.ts';
import type { Axis } from './axis.ts';
import type { Box } from './box.ts';
import { clamp } from './box.ts';
import { REFERENCE_DASH } from './curve-lines.ts';
import type { Canvas, FigureOptions, FigureText } from './figure.ts';
import { HEADING_HEIGHT, canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { formatNumber } from './format.ts';
import { BOLD_WEIGHT, CENTRE, TEXT_SIZE, label } from './label.ts';
import { countUndrawable, extentOf, widened } from './numbers.ts';
import type { Palette, Tone } from './palette.ts';
import { isOnScale } from './series-range.ts';
import { element, joined, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';
import type { ScaleKind } from './ticks.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The number as shown beside the bar, with its unit: "4.9×". By default the value. */
  readonly text?: string;
  /** Smallest and largest of the repeated measurements, drawn as a whisker. */
  readonly spread?: readonly [number, number];
  /** Default 'value'. */
  readonly tone?: Tone;
}

export interface BarChart extends FigureText {
  readonly bars: readonly Bar[];
  /** The level that bars are compared with, where they begin; for ratios 1. */
  readonly reference?: { readonly at: number; readonly label: string };
  /** On a log10 axis 2× and ½× are equally far from 1. Default 'linear'. */
  readonly scale?: ScaleKind;
  /** What the bars measure, with its unit. */
  readonly xLabel?: string;
}

const DEFAULT_WIDTH = 560;
const ROW_HEIGHT = 24;
const BAR_HEIGHT = 14;
const MARGIN = 8;
/** Height of the line with the reference's name. */
const REFERENCE_HEIGHT = 18;
const X_LABEL_HEIGHT = 16;
/** Names take at most this share of the width. */
const NAMES_SHARE_MAX = 0.4;
/** Between bar and number, px. */
const GAP = 6;

/**
 * Draws horizontal bars with their numbers, measured from a reference such as 1 for ratios.
 * The height follows from the number of bars.
 *
 * @throws RangeError PLOT_SIZE_OUT_OF_RANGE
 */
export function barChart(data: BarChart, palette: Palette, options: FigureOptions = {}): string {
  const { bars, reference, scale = 'linear' } = data;
  const above = MARGIN + (reference === undefined ? 0 : REFERENCE_HEIGHT);
  const below = X_LABELS_HEIGHT + MARGIN / 2 + (data.xLabel === undefined ? 0 : X_LABEL_HEIGHT);
  const height =
    above + Math.max(1, bars.length) * ROW_HEIGHT + below + (options.heading ? HEADING_HEIGHT : 0);
  const on = canvas(palette, { ...options, height }, { width: DEFAULT_WIDTH, height });
  const values = bars.map(({ value }) => value);
  const notes = leftOutNote(on, countUndrawable(values), values.length);
  const domain = barDomain(data);
  if (domain === undefined) return emptyFigure(on, data, notes);

  const namesMax = on.width * NAMES_SHARE_MAX;
  const names = bars.map((bar) => shortened(bar.label, namesMax, TEXT_SIZE));
  const namesWidth = Math.max(...names.map((name) => textWidth(name, TEXT_SIZE)));
  const textsWidth = Math.max(...bars.map((bar) => textWidth(barText(bar), TEXT_SIZE, true)));
  const area: Box = {
    left: Math.ceil(MARGIN + namesWidth + GAP),
    top: on.top + above,
    right: Math.max(MARGIN + namesWidth + 2 * GAP, on.width - MARGIN - GAP - textsWidth),
    bottom: on.top + above + bars.length * ROW_HEIGHT,
  };
  const x = horizontalAxis(domain, [area.left, area.right], scale);
  const start = clamp(x.position(originOf(data, domain)), area.left, area.right);
  const parts = [
    gridLines(area, palette, { x }),
    xTickLabels(area, palette, x, on.width),
    ...bars.map((bar, index) => {
      const middle = area.top + (index + 0.5) * ROW_HEIGHT;
      return joined([
        label(names[index] ?? '', {
          x: area.left - GAP,
          y: middle + CENTRE * TEXT_SIZE,
          anchor: 'end',
          fill: palette.text,
        }),
        drawBar(bar, start, middle, x, area, palette),
      ]);
    }),
    baseAt(start, area, palette),
    reference === undefined ? nothing : drawReferenceAt(reference, x, area, on),
    // Last: a number's rim interrupts the reference line.
    ...bars.map((bar, index) =>
      writeNumber(bar, start, area.top + (index + 0.5) * ROW_HEIGHT, x, area, palette),
    ),
    data.xLabel === undefined
      ? nothing
      : label(data.xLabel, { x: area.left, y: on.height - MARGIN, fill: palette.muted }),
  ];
  return figure(on, data, parts, notes);
}

function barText({ text, value }: Bar): string {
  return text ?? formatNumber(value);
}

/** From the smallest to the largest of values, spreads and reference; a linear axis holds 0. */
function barDomain({ bars, reference, scale = 'linear' }: BarChart): [number, number] | undefined {
  const ends = bars
    .flatMap(({ value, spread }) => [value, ...(spread ?? [])])
    .filter((value) => isOnScale(value, scale));
  if (ends.length === 0) return undefined;
  if (reference !== undefined && isOnScale(reference.at, scale)) ends.push(reference.at);
  if (scale === 'linear') ends.push(0);
  const [low, high] = extentOf(ends) ?? [0, 1];
  if (scale === 'log10') return low < high ? [low / 1.15, high * 1.15] : [low / 10, high * 10];
  return widened([low, high]);
}

/** Where bars begin: on a log10 axis at the reference, else at 0. */
function originOf(
  { reference, scale = 'linear' }: BarChart,
  [low]: readonly [number, number],
): number {
  if (scale === 'linear') return 0;
  return isOnScale(reference?.at, scale) ? reference.at : low;
}

/** The px that a bar and its whisker reach to; none where its value cannot stand on the axis. */
function reach(
  { value, spread }: Bar,
  x: Axis,
  { left, right }: Box,
): { end: number; whisker?: [number, number] } | undefined {
  if (!isOnScale(value, x.kind)) return undefined;
  const place = (at: number): number => tenth(clamp(x.position(at), left, right));
  const end = place(value);
  if (spread === undefined || !spread.every((edge) => isOnScale(edge, x.kind))) return { end };
  return { end, whisker: [place(spread[0]), place(spread[1])] };
}

function drawBar(
  bar: Bar,
  start: number,
  middle: number,
  x: Axis,
  area: Box,
  palette: Palette,
): Markup {
  const reached = reach(bar, x, area);
  if (reached === undefined) return nothing;
  const { end, whisker } = reached;
  return joined([
    element('rect', {
      x: Math.min(start, end),
      y: middle - BAR_HEIGHT / 2,
      width: Math.max(1, Math.abs(end - start)),
      height: BAR_HEIGHT,
      rx: 2,
      fill: palette[bar.tone ?? 'value'],
    }),
    whisker === undefined
      ? nothing
      : element('path', {
          d: `M${whisker[0]} ${middle}H${whisker[1]}M${whisker[0]} ${middle - 3}v6M${whisker[1]} ${middle - 3}v6`,
          fill: 'none',
          stroke: palette.text,
        }),
  ]);
}

function writeNumber(
  bar: Bar,
  start: number,
  middle: number,
  x: Axis,
  area: Box,
  palette: Palette,
): Markup {
  const reached = reach(bar, x, area);
  return label(barText(bar), {
    x: Math.max(start, reached?.end ?? start, ...(reached?.whisker ?? [])) + GAP,
    y: middle + CENTRE * TEXT_SIZE,
    weight: BOLD_WEIGHT,
    fill: palette.text,
    halo: palette.background,
  });
}

function baseAt(start: number, { top, bottom }: Box, palette: Palette): Markup {
  return element('path', { d: `M${sharp(start)} ${top}V${bottom}`, stroke: palette.axis });
}

function drawReferenceAt(
  { at, label: text }: { readonly at: number; readonly label: string },
  x: Axis,
  area: Box,
  { palette, width }: Canvas,
): Markup {
  const column = x.position(at);
  if (!(column >= area.left && column <= area.right)) return nothing;
  const half = textWidth(text, TEXT_SIZE) / 2;
  return joined([
    element('path', {
      d: `M${sharp(column)} ${area.top - 4}V${area.bottom}`,
      fill: 'none',
      stroke: palette.text,
      'stroke-dasharray': REFERENCE_DASH,
    }),
    label(text, {
      x: clamp(column, half + 1, Math.max(half + 1, width - half - 1)),
      y: area.top - 8,
      anchor: 'middle',
      fill: palette.muted,
    }),
  ]);
}
