import { axisLine, baseLine, horizontalAxis, verticalAxis } from './axis.ts';
import type { Bins } from './bins.ts';
import { drawBars, requireBins } from './bins.ts';
import type { Box } from './box.ts';
import type { Curve } from './curve-data.ts';
import { requireColumns } from './curve-data.ts';
import { curveLines, drawCurve, drawJumps } from './curve-lines.ts';
import { plotError, requireInterval } from './errors.ts';
import type { Canvas, FigureOptions, FigureText } from './figure.ts';
import { HEADING_HEIGHT, canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { BOLD_WEIGHT, TEXT_SIZE, label } from './label.ts';
import { countUndrawable, extentOf, peakOf, widened } from './numbers.ts';
import type { Palette } from './palette.ts';
import { joined, nothing } from './svg.ts';
import type { Markup } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';
import { valueRange } from './value-range.ts';

/** One small picture of many. */
export interface Cell {
  readonly name: string;
  /** A number or word beside the name: "3 % dead". */
  readonly note?: string;
  /** Colour of the note. Default 'muted'. */
  readonly tone?: 'muted' | 'danger';
  readonly curves?: readonly Curve[];
  /** Bars behind the curves, to a scale of their own. */
  readonly bins?: Bins;
}

export interface SmallMultiples extends FigureText {
  readonly cells: readonly Cell[];
  /** Cells in a row; by default as many as fit at 120 px each. */
  readonly columns?: number;
  /** The x axis of all cells; by default what they cover together. */
  readonly domain?: readonly [number, number];
  /** The y axis of all cells' curves; by default what they need together. */
  readonly range?: readonly [number, number];
}

const DEFAULT_WIDTH = 720;
/** Narrower, a name and its note do not fit side by side. */
const CELL_WIDTH_MIN = 120;
const CELL_PLOT_HEIGHT = 72;
const CAPTION_HEIGHT = 18;
/** Between cells, px. */
const GAP = 14;
const MARGIN = 8;

/**
 * Draws a grid of small curves or histograms on common axes, each with its name: to compare at a glance.
 * The height follows from the number of rows.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function smallMultiples(
  data: SmallMultiples,
  palette: Palette,
  options: FigureOptions = {},
): string {
  const { cells } = data;
  const curves = cells.flatMap((cell) => cell.curves ?? []);
  const bins = cells.flatMap((cell) => cell.bins ?? []);
  requireColumns(curves);
  bins.forEach(requireBins);
  if (data.domain !== undefined) requireInterval('domain', data.domain);
  if (data.range !== undefined) requireInterval('range', data.range);
  const width = options.width ?? DEFAULT_WIDTH;
  const columns = columnsOf(data, width);
  const rows = Math.max(1, Math.ceil(cells.length / columns));
  const rowHeight = CELL_PLOT_HEIGHT + CAPTION_HEIGHT + GAP;
  const height = 2 * MARGIN - GAP + rows * rowHeight + (options.heading ? HEADING_HEIGHT : 0);
  const on = canvas(palette, { ...options, width, height }, { width, height });
  const values = [...curves.map(({ y }) => y), ...bins.map(({ counts }) => counts)];
  const notes = leftOutNote(
    on,
    values.reduce((sum, column) => sum + countUndrawable(column), 0),
    values.reduce((sum, column) => sum + column.length, 0),
  );
  const extent = extentOf(...curves.map(({ x }) => x), ...bins.map(({ edges }) => edges));
  const domain = data.domain ?? (extent && widened(extent));
  if (cells.length === 0 || domain === undefined) return emptyFigure(on, data, notes);

  const range = data.range ?? cellRange(curves, bins.length > 0, domain);
  const cellWidth = (width - 2 * MARGIN - (columns - 1) * GAP) / columns;
  const parts = cells.map((cell, index) => {
    const left = MARGIN + (index % columns) * (cellWidth + GAP);
    const top = on.top + MARGIN + Math.floor(index / columns) * rowHeight;
    const area = {
      left,
      top: top + CAPTION_HEIGHT,
      right: left + cellWidth,
      bottom: top + rowHeight - GAP,
    };
    return drawCell(cell, area, domain, range, on);
  });
  return figure(on, data, parts, notes);
}

/** What the curves need; over bars their 0 is the bars' base, unless they go below it. */
function cellRange(
  curves: readonly Curve[],
  overBars: boolean,
  domain: readonly [number, number],
): [number, number] | undefined {
  const range = valueRange(curves, domain);
  const least = extentOf(...curves.map(({ y }) => y))?.[0] ?? 0;
  return range && overBars && least >= 0 ? [0, range[1]] : range;
}

function columnsOf({ columns, cells }: SmallMultiples, width: number): number {
  if (columns === undefined) {
    const fitting = Math.max(1, Math.floor((width - 2 * MARGIN + GAP) / (CELL_WIDTH_MIN + GAP)));
    // Rows of even length: 8 cells where 7 fit are 4 and 4.
    const rows = Math.max(1, Math.ceil(cells.length / fitting));
    return Math.max(1, Math.ceil(cells.length / rows));
  }
  if (Number.isInteger(columns) && columns > 0 && columns <= width / (2 * GAP)) return columns;
  throw plotError(
    'PLOT_SIZE_OUT_OF_RANGE',
    `columns is ${columns}; it must be a whole number from 1 to ${Math.floor(width / (2 * GAP))} at ${width} px`,
  );
}

function drawCell(
  { name, note, tone = 'muted', curves = [], bins }: Cell,
  area: Box,
  domain: readonly [number, number],
  range: readonly [number, number] | undefined,
  { palette }: Canvas,
): Markup {
  const x = horizontalAxis(domain, [area.left, area.right]);
  const parts: Markup[] = [];
  const most = bins && peakOf(bins.counts);
  if (bins !== undefined && most !== undefined) {
    parts.push(
      drawBars(bins, { area, x, y: verticalAxis([0, most], [area.top, area.bottom]) }, palette),
    );
  }
  if (range !== undefined && curves.length > 0) {
    const plot = { area, x, y: verticalAxis(range, [area.top, area.bottom]) };
    parts.push(bins === undefined ? axisLine(area, palette, { x: plot.x, y: plot.y }) : nothing);
    parts.push(...curves.map((curve) => drawCurve(curve, curveLines(curve, plot), palette)));
    parts.push(...curves.map((curve) => drawJumps(curve, plot, palette)));
  }
  parts.push(bins === undefined ? nothing : baseLine(area, palette));
  return joined([...parts, caption(name, note, palette[tone], area, palette)]);
}

function caption(
  name: string,
  note: string | undefined,
  colour: string,
  area: Box,
  palette: Palette,
): Markup {
  const y = area.top - 6;
  const noteWidth = note === undefined ? 0 : textWidth(note, TEXT_SIZE) + 4;
  const room = Math.max(0, area.right - area.left - noteWidth) / 1.1;
  return joined([
    label(shortened(name, room, TEXT_SIZE), {
      x: area.left,
      y,
      weight: BOLD_WEIGHT,
      fill: palette.text,
    }),
    note === undefined ? nothing : label(note, { x: area.right, y, anchor: 'end', fill: colour }),
  ]);
}
