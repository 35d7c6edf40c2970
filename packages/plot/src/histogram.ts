import {
  X_LABELS_HEIGHT,
  axisLine,
  baseLine,
  gridLines,
  horizontalAxis,
  tickLabelsWidth,
  verticalAxis,
  xTickLabels,
  yTickLabels,
} from './axis.ts';
import { drawBars, requireBins } from './bins.ts';
import type { Bins } from './bins.ts';
import type { Box } from './box.ts';
import type { Curve } from './curve-data.ts';
import { requireColumns } from './curve-data.ts';
import { curveLines, drawCurve, drawJumps } from './curve-lines.ts';
import { drawCurveNames } from './curve-names.ts';
import { requireInterval } from './errors.ts';
import type { FigureOptions, FigureText } from './figure.ts';
import { canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { label } from './label.ts';
import { countUndrawable, extentOf, peakOf, widened } from './numbers.ts';
import type { Palette } from './palette.ts';
import type { Markup } from './svg.ts';
import { valueRange } from './value-range.ts';
import type { Zone } from './zone.ts';
import { drawZones, nameZone, zoneBoxes } from './zone.ts';

/** How often values occur, and beneath, on the same x axis, the curves they meet. */
export interface HistogramFigure extends FigureText {
  readonly bins: Bins;
  /** f and f' beneath the bars; none, one or more. */
  readonly curves?: readonly Curve[];
  /** The x axis; by default what the bins cover. */
  readonly domain?: readonly [number, number];
  readonly zones?: readonly Zone[];
  /** What is counted: "preactivations of layer 3, 25,600 values". */
  readonly countLabel?: string;
}

const DEFAULT_SIZE = { width: 480, height: 220 };
const MARGIN = 8;
/** Height of the line with the count label. */
const COUNT_LABEL_HEIGHT = 18;
/** The share of the bars where curves are beneath. */
const BARS_SHARE = 0.5;
/** Between bars and curves, px. */
const PANEL_GAP = 14;

/**
 * Draws a histogram, with the curves its values meet beneath.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function histogramFigure(
  data: HistogramFigure,
  palette: Palette,
  options: FigureOptions = {},
): string {
  const on = canvas(palette, options, DEFAULT_SIZE);
  const { bins, curves = [], zones = [] } = data;
  requireBins(bins);
  requireColumns(curves);
  if (data.domain !== undefined) requireInterval('domain', data.domain);
  const notes = leftOutNote(on, countUndrawable(bins.counts), bins.counts.length);
  const extent = extentOf(bins.edges);
  const domain = data.domain ?? (extent && widened(extent));
  const most = peakOf(bins.counts);
  if (domain === undefined || most === undefined) return emptyFigure(on, data, notes);

  const top = on.top + (data.countLabel === undefined ? MARGIN : COUNT_LABEL_HEIGHT);
  const bottom = on.height - X_LABELS_HEIGHT;
  const range = valueRange(curves, domain);
  const split = range === undefined ? bottom : top + (bottom - top) * BARS_SHARE;
  const counts = verticalAxis([0, most], [top, split]);
  const values = range && verticalAxis(range, [split + PANEL_GAP, bottom]);
  const left = Math.ceil(
    MARGIN / 2 + Math.max(tickLabelsWidth(counts.ticks), tickLabelsWidth(values?.ticks ?? [])),
  );
  const whole: Box = { left, top, right: on.width - MARGIN, bottom };
  const bars: Box = { ...whole, bottom: split };
  const x = horizontalAxis(domain, [whole.left, whole.right]);

  const parts: Markup[] = [];
  const boxes = zoneBoxes(zones, whole, x);
  parts.push(
    drawZones(zones, boxes, palette),
    gridLines(bars, palette, { x, y: counts }),
    drawBars(bins, { area: bars, x, y: counts }, palette),
    baseLine(bars, palette),
    yTickLabels(bars, palette, counts),
    xTickLabels(whole, palette, x, on.width),
  );
  if (values !== undefined) {
    const plot = { area: { ...whole, top: split + PANEL_GAP }, x, y: values };
    const lines = curves.map((curve) => curveLines(curve, plot));
    const figureNames = { ...data, curves, zones: [] };
    parts.push(
      gridLines(plot.area, palette, { x, y: values }),
      axisLine(plot.area, palette, { x, y: values }),
      yTickLabels(plot.area, palette, values),
      ...curves.map((curve, index) => drawCurve(curve, lines[index] ?? [], palette)),
      ...curves.map((curve) => drawJumps(curve, plot, palette)),
      drawCurveNames(figureNames, plot, palette, {
        zones: boxes,
        lines,
        asymptotes: [],
        withLegend: false,
      }).markup,
    );
  }
  zones.forEach((zone, index) => {
    const box = boxes[index];
    const name = box && nameZone(zone, { ...box, bottom: split }, bars, [], [], palette);
    if (name !== undefined) parts.push(name.markup);
  });
  if (data.countLabel !== undefined) {
    parts.push(label(data.countLabel, { x: MARGIN, y: on.top + 12, fill: palette.muted }));
  }
  return figure(on, data, parts, notes);
}
