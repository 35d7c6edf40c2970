import type { Axis } from './axis.ts';
import {
  X_LABELS_HEIGHT,
  axisLine,
  gridLines,
  horizontalAxis,
  tickLabelsWidth,
  verticalAxis,
  xTickLabels,
  yTickLabels,
} from './axis.ts';
import type { Asymptote, Curve, Density } from './curve-data.ts';
import { requireColumns } from './curve-data.ts';
import type { Plot } from './curve-lines.ts';
import {
  asymptoteLines,
  curveColour,
  curveLines,
  drawCurve,
  drawJumps,
  drawReference,
} from './curve-lines.ts';
import { drawCurveNames } from './curve-names.ts';
import { drawDensity } from './density.ts';
import { requireInterval } from './errors.ts';
import type { Canvas, FigureOptions, FigureText } from './figure.ts';
import { canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { drawKinks } from './kink.ts';
import type { LegendEntry } from './legend.ts';
import { drawMarker } from './marker.ts';
import { LEGEND_ROW_HEIGHT, drawLegend, legendRows } from './legend.ts';
import { countUndrawable, extentOf, widened } from './numbers.ts';
import type { Palette } from './palette.ts';
import type { Markup } from './svg.ts';
import { nothing } from './svg.ts';
import { valueRange } from './value-range.ts';
import type { Zone } from './zone.ts';
import { drawZones, zoneBoxes } from './zone.ts';

/** A function and its derivatives, or several functions to compare. */
export interface CurveFigure extends FigureText {
  readonly curves: readonly Curve[];
  /** The x axis; by default what the curves cover. */
  readonly domain?: readonly [number, number];
  /** The y axis; by default levels wholly and climbs as far as needed. */
  readonly range?: readonly [number, number];
  readonly zones?: readonly Zone[];
  /** Places where the slope jumps, marked under the axis. */
  readonly kinks?: readonly number[];
  readonly asymptotes?: readonly Asymptote[];
  readonly density?: Density;
  /** A place to point at: a line down the plot, with a dot on each curve. */
  readonly marker?: number;
}

/** Widest and highest picture that a VS Code hover shows without scrolling. */
const DEFAULT_SIZE = { width: 480, height: 170 };
/** Between plot and figure edge where there is nothing to write, px. */
const MARGIN = 8;

/**
 * Draws f solid, f' dashed and f'' dotted over one pair of axes, each named beside its curve.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function curveFigure(
  data: CurveFigure,
  palette: Palette,
  options: FigureOptions = {},
): string {
  const on = canvas(palette, options, DEFAULT_SIZE);
  const { curves, density } = data;
  requireColumns(density === undefined ? curves : [...curves, density]);
  if (data.domain !== undefined) requireInterval('domain', data.domain);
  if (data.range !== undefined) requireInterval('range', data.range);

  const { domain, range } = axesOf(data);
  const total = curves.reduce((sum, { y }) => sum + y.length, 0);
  const left = curves.reduce((sum, { y }) => sum + countUndrawable(y), 0);
  const notes = leftOutNote(on, left, total);
  if (domain === undefined || range === undefined) return emptyFigure(on, data, notes);

  const { parts, crowded } = drawPlot(data, on, domain, range, false);
  return figure(on, data, crowded ? drawPlot(data, on, domain, range, true).parts : parts, notes);
}

type Interval = readonly [number, number];

function axesOf(data: CurveFigure): { domain: Interval | undefined; range: Interval | undefined } {
  const extent = extentOf(...data.curves.map(({ x }) => x));
  const domain = data.domain ?? (extent && widened(extent));
  return { domain, range: domain && (data.range ?? valueRange(data.curves, domain)) };
}

/** Where the x axis of a figure lies, px: to tell which x a pointer is at. Undefined without data. */
export function curveAxis(
  data: CurveFigure,
  palette: Palette,
  options: FigureOptions = {},
): { readonly domain: Interval; readonly left: number; readonly right: number } | undefined {
  const { domain, range } = axesOf(data);
  if (domain === undefined || range === undefined) return undefined;
  const { area } = layOut(canvas(palette, options, DEFAULT_SIZE), domain, range, 0);
  return { domain, left: area.left, right: area.right };
}

/** Draws all parts; `crowded` where a name found no free place beside its curve and belongs in a legend. */
function drawPlot(
  data: CurveFigure,
  on: Canvas,
  domain: Interval,
  range: Interval,
  withLegend: boolean,
): { parts: Markup[]; crowded: boolean } {
  const { palette } = on;
  const rows = legendRows(legendEntries(data, palette, withLegend), on.width - 2 * MARGIN);
  const plot = layOut(on, domain, range, rows.length * LEGEND_ROW_HEIGHT);
  const { area, x, y } = plot;
  const lines = data.curves.map((curve) => curveLines(curve, plot));
  const asymptotes = (data.asymptotes ?? []).map((asymptote) => asymptoteLines(asymptote, plot));
  const zones = zoneBoxes(data.zones ?? [], area, x);
  const names = drawCurveNames(data, plot, palette, { zones, lines, asymptotes, withLegend });
  const parts = [
    drawLegend(rows, { left: MARGIN, top: on.top + MARGIN / 2 }, palette),
    drawZones(data.zones ?? [], zones, palette),
    data.density === undefined ? nothing : drawDensity(data.density, plot, palette),
    gridLines(area, palette, { x, y }),
    axisLine(area, palette, { x, y }),
    xTickLabels(area, palette, x, on.width),
    yTickLabels(area, palette, y),
    drawKinks(data.kinks ?? [], plot, palette),
    ...asymptotes.map((line) => drawReference(line, palette.muted)),
    ...data.curves.map((curve, index) => drawCurve(curve, lines[index] ?? [], palette)),
    ...data.curves.map((curve) => drawJumps(curve, plot, palette)),
    names.markup,
    data.marker === undefined ? nothing : drawMarker(data.marker, data.curves, plot, palette),
  ];
  return { parts, crowded: names.crowded };
}

function layOut(
  { width, height, top }: Canvas,
  domain: Interval,
  range: Interval,
  legend: number,
): Plot {
  const rows = [top + legend + MARGIN, height - X_LABELS_HEIGHT] as const;
  const y: Axis = verticalAxis(range, rows);
  const area = {
    left: Math.ceil(MARGIN / 2 + tickLabelsWidth(y.ticks)),
    top: rows[0],
    right: width - MARGIN,
    bottom: rows[1],
  };
  return { area, x: horizontalAxis(domain, [area.left, area.right]), y };
}

/** The density, which is ground and has no line to stand beside; the curves only if they must. */
function legendEntries(
  { curves, density }: CurveFigure,
  palette: Palette,
  withCurves: boolean,
): LegendEntry[] {
  const named = withCurves ? curves.filter((curve) => curve.label !== '') : [];
  const entries: LegendEntry[] = named.map((curve) => ({
    text: curve.label,
    colour: curveColour(curve, palette),
    kind: curve.kind,
  }));
  if (density?.label !== undefined) {
    entries.push({ text: density.label, colour: palette.muted, kind: 'area' });
  }
  return entries;
}
