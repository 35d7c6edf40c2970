import { axisLine, baseLine, gridLines, yTickLabels } from './axis.ts';
import type { Axis } from './axis.ts';
import type { Box } from './box.ts';
import type { Plot } from './curve-lines.ts';
import { linesOf } from './curve-lines.ts';
import { plotError, requireInterval } from './errors.ts';
import type { FigureOptions, FigureText } from './figure.ts';
import { canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { formatNumber } from './format.ts';
import { TEXT_SIZE, label } from './label.ts';
import { countUndrawable } from './numbers.ts';
import type { Palette, Tone } from './palette.ts';
import { drawYLabel, nameLines, seriesFrame } from './series-frame.ts';
import { drawCrosses, drawLine, drawPoints, sidesOf } from './series-line.ts';
import { isOnScale, seriesRange } from './series-range.ts';
import type { Markup } from './svg.ts';
import { joined, nothing } from './svg.ts';
import { labelPoint } from './point-label.ts';
import { profileBoxes, profileOf } from './profile.ts';
import { shortened, textWidth } from './text-width.ts';
import type { Band, Threshold } from './threshold.ts';
import { drawBands, drawThresholds, nameLevels } from './threshold.ts';
import type { ScaleKind } from './ticks.ts';
import { drawZones, nameZone, zoneBoxes } from './zone.ts';

/** One value per layer. */
export interface LayerSeries {
  readonly label: string;
  /** As many as there are layers; NaN where there is none. */
  readonly values: ArrayLike<number>;
  /** What was measured or simulated is drawn solid with points, what was predicted thin and dashed. */
  readonly kind: 'measured' | 'predicted';
  /** Default 'slope' for what is measured, 'muted' for what is predicted. */
  readonly tone?: Tone;
}

/** A layer that needs attention: hatched and named in its column. */
export interface LayerMark {
  /** Its index, from 0. */
  readonly layer: number;
  /** "dead", "vanishing". */
  readonly label: string;
  /** Default 'danger'. */
  readonly tone?: 'muted' | 'danger';
}

export interface LayerChart extends FigureText {
  /** Names in order, first layer first. */
  readonly layers: readonly string[];
  readonly series: readonly LayerSeries[];
  /** Default 'linear'. On a log10 axis what is 0 or negative is a cross on the base. */
  readonly scale?: ScaleKind;
  /** The y axis; by default what the values need, in whole decades for log10. */
  readonly range?: readonly [number, number];
  readonly bands?: readonly Band[];
  readonly thresholds?: readonly Threshold[];
  readonly marks?: readonly LayerMark[];
  /** What is measured, with its unit, over the y axis. */
  readonly yLabel?: string;
}

const DEFAULT_SIZE = { width: 480, height: 220 };
/** Room that a layer's name has at least, px. */
const NAME_ROOM = 72;
/** Distance of crosses from the edge they stand on, px. */
const CROSS_INSET = 5;
/** What a point or a cross covers, px. */
const MARK_RADIUS = 6;

/**
 * Draws values by layer, simulated and predicted in one chart.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INDEX_OUT_OF_RANGE, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function layerChart(
  data: LayerChart,
  palette: Palette,
  options: FigureOptions = {},
): string {
  const on = canvas(palette, options, DEFAULT_SIZE);
  requireLayers(data);
  const { series, scale = 'linear', layers } = data;
  const columns = series.map(({ values }) => values);
  const total = columns.reduce((sum, values) => sum + values.length, 0);
  const notes = leftOutNote(
    on,
    columns.reduce((sum, values) => sum + countUndrawable(values), 0),
    total,
  );
  const range = data.range ?? seriesRange(columns, scale);
  if (layers.length === 0 || range === undefined) return emptyFigure(on, data, notes);

  const names = series.map((one) => one.label);
  const { area, y } = seriesFrame(on, range, scale, { names, yLabel: data.yLabel });
  const x = layerAxis(layers.length, area);
  const plot = { area, x, y };
  const marks = (data.marks ?? []).map(({ layer, tone = 'danger', ...mark }) => {
    return { ...mark, tone, start: layer - 0.5, end: layer + 0.5 };
  });
  const zones = zoneBoxes(marks, area, x);
  const parts = [
    drawBands(data.bands ?? [], area, y, palette),
    drawZones(marks, zones, palette),
    gridLines(area, palette, { y }),
    y.kind === 'linear' ? axisLine(area, palette, { y }) : nothing,
    baseLine(area, palette),
    yTickLabels(area, palette, y),
    layerNames(layers, plot, palette),
    drawThresholds(data.thresholds ?? [], area, y, palette),
    ...series.map((one) => drawSeries(one, plot, palette)),
  ];
  const taken: Box[] = series.flatMap((one) => seriesBoxes(one, plot));
  marks.forEach((mark, index) => {
    const box = zones[index];
    const name = box && nameZone(mark, box, area, [], taken, palette);
    if (name === undefined) return;
    taken.push(name.box);
    parts.push(name.markup);
  });
  parts.push(
    joined(series.map((one) => labelExtremes(one, plot, taken, palette))),
    nameLevels(data.bands ?? [], data.thresholds ?? [], area, y, taken, palette),
    nameLines(
      series.map((one) => ({
        ...one,
        colour: seriesColour(one, palette),
        bold: one.kind === 'measured',
      })),
      plot,
      on,
    ),
    drawYLabel(data.yLabel, on),
  );
  return figure(on, data, parts, notes);
}

function requireLayers({ layers, series, marks = [], range, scale }: LayerChart): void {
  for (const { label: name, values } of series) {
    if (values.length === layers.length) continue;
    throw plotError(
      'PLOT_LENGTHS_DIFFER',
      `series ${JSON.stringify(name)} has ${values.length} values for ${layers.length} layers; it must have one each`,
    );
  }
  for (const { layer } of marks) {
    if (Number.isInteger(layer) && layer >= 0 && layer < layers.length) continue;
    throw plotError(
      'PLOT_INDEX_OUT_OF_RANGE',
      `a mark's layer is ${layer}; it must be a whole number from 0 to ${layers.length - 1}`,
    );
  }
  if (range !== undefined) requireInterval('range', range, scale);
}

/** Half a column stays free at both ends, for points and for the hatching of marks. */
function layerAxis(count: number, { left, right }: Box): Axis {
  const step = (right - left) / count;
  return {
    domain: [-0.5, count - 0.5],
    kind: 'linear',
    ticks: [],
    position: (index) => left + (index + 0.5) * step,
  };
}

/** Every k-th name, as many as fit. */
function layerNames(layers: readonly string[], { area, x }: Plot, palette: Palette): Markup {
  const step = (area.right - area.left) / layers.length;
  const widest = layers.reduce((most, name) => Math.max(most, textWidth(name, TEXT_SIZE)), 0);
  // A long name may take two columns at most before it is shortened.
  const every = Math.max(1, Math.ceil(Math.min(widest + 8, Math.max(2 * step, NAME_ROOM)) / step));
  return joined(
    layers.map((name, index) => {
      if (index % every !== 0) return nothing;
      const text = shortened(name, every * step - 4, TEXT_SIZE);
      const half = textWidth(text, TEXT_SIZE) / 2;
      const centre = Math.max(half + 1, x.position(index));
      return label(text, { x: centre, y: area.bottom + 15, anchor: 'middle', fill: palette.muted });
    }),
  );
}

function drawSeries(series: LayerSeries, plot: Plot, palette: Palette): Markup {
  const { values, kind } = series;
  const { on, below, broken } = sidesOf(Array.from(values), plot.y.kind);
  const colour = seriesColour(series, palette);
  const line = drawLine(linesOf(on, plot), colour, kind, palette);
  if (kind === 'predicted') return line;
  return joined([
    line,
    drawPoints(on.flat(), plot, colour, palette),
    crosses(below, plot.area.bottom, plot, palette),
    crosses(broken, plot.area.top, plot, palette),
  ]);
}

/** What cannot stand on the axis: 0 on a log10 axis as crosses on the base, NaN and infinities on the upper edge. */
function crosses(
  layers: readonly number[],
  row: number,
  { area, x }: Plot,
  palette: Palette,
): Markup {
  const y = row === area.top ? row + CROSS_INSET : row - CROSS_INSET;
  return drawCrosses(
    layers.map((layer) => [x.position(layer), y]),
    palette,
  );
}

function seriesColour({ tone, kind }: LayerSeries, palette: Palette): string {
  return palette[tone ?? (kind === 'predicted' ? 'muted' : 'slope')];
}

/** What a series covers: its line, its points, its crosses. */
function seriesBoxes({ values, kind }: LayerSeries, plot: Plot): Box[] {
  const { area, x, y } = plot;
  const { on, below, broken } = sidesOf(Array.from(values), y.kind);
  const line = profileBoxes(profileOf(linesOf(on, plot), area), area);
  if (kind === 'predicted') return line;
  const marks = [
    ...on.flat().map(([index, value]) => [x.position(index), y.position(value)] as const),
    ...below.map((index) => [x.position(index), area.bottom - CROSS_INSET] as const),
    ...broken.map((index) => [x.position(index), area.top + CROSS_INSET] as const),
  ];
  return [
    ...line,
    ...marks.map(([px, py]) => ({
      left: px - MARK_RADIUS,
      right: px + MARK_RADIUS,
      top: py - MARK_RADIUS,
      bottom: py + MARK_RADIUS,
    })),
  ];
}

/** Writes the smallest and the largest value of a measured series at their points. */
function labelExtremes(
  series: LayerSeries,
  { area, x, y }: Plot,
  taken: Box[],
  palette: Palette,
): Markup {
  if (series.kind === 'predicted') return nothing;
  const shown = Array.from(series.values, (value, index) => ({ value, index }))
    .filter(({ value }) => isOnScale(value, y.kind))
    .toSorted((a, b) => a.value - b.value);
  const ends = [...new Set([shown[0], shown.at(-1)])].filter((end) => end !== undefined);
  const style = { fill: seriesColour(series, palette), halo: palette.background };
  return joined(
    ends.map(({ value, index }) =>
      labelPoint(
        formatNumber(value),
        { x: x.position(index), y: y.position(value) },
        area,
        taken,
        style,
      ),
    ),
  );
}
