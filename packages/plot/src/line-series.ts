import { axisLine, baseLine, gridLines, horizontalAxis, xTickLabels, yTickLabels } from './axis.ts';
import { linesOf } from './curve-lines.ts';
import { requireEqualLengths, requireInterval } from './errors.ts';
import type { FigureOptions, FigureText } from './figure.ts';
import { canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { countUndrawable, extentOf, widened } from './numbers.ts';
import type { Palette, Tone } from './palette.ts';
import { drawableRuns } from './polyline.ts';
import { profileBoxes, profileOf } from './profile.ts';
import { drawYLabel, nameLines, seriesFrame } from './series-frame.ts';
import { drawLine } from './series-line.ts';
import { isOnScale, seriesRange } from './series-range.ts';
import { nothing } from './svg.ts';
import type { Band, Threshold } from './threshold.ts';
import { drawBands, drawThresholds, nameLevels } from './threshold.ts';
import type { ScaleKind } from './ticks.ts';

/** A quantity over steps. */
export interface StepSeries {
  readonly label: string;
  /** Steps, ascending. */
  readonly x: ArrayLike<number>;
  /** Values, as many; NaN where there is none. */
  readonly y: ArrayLike<number>;
  /** Default 'measured'. */
  readonly kind?: 'measured' | 'predicted';
  /** A meaning's colour; by default the palette's series colours in order. */
  readonly tone?: Tone;
}

export interface LineSeries extends FigureText {
  readonly series: readonly StepSeries[];
  /** Default 'linear'. On a log10 axis what is 0 or negative is a gap. */
  readonly scale?: ScaleKind;
  readonly domain?: readonly [number, number];
  readonly range?: readonly [number, number];
  readonly bands?: readonly Band[];
  readonly thresholds?: readonly Threshold[];
  readonly yLabel?: string;
}

const DEFAULT_SIZE = { width: 480, height: 200 };

/**
 * Draws lines over steps, named where they end. Any number of points: each px column keeps its extremes.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function lineSeries(
  data: LineSeries,
  palette: Palette,
  options: FigureOptions = {},
): string {
  const on = canvas(palette, options, DEFAULT_SIZE);
  const { series, scale = 'linear' } = data;
  for (const { label: name, x, y } of series)
    requireEqualLengths(`series ${JSON.stringify(name)}`, x, y);
  if (data.domain !== undefined) requireInterval('domain', data.domain);
  if (data.range !== undefined) requireInterval('range', data.range, scale);
  const total = series.reduce((sum, { y }) => sum + y.length, 0);
  const notes = leftOutNote(
    on,
    series.reduce((sum, { y }) => sum + countUndrawable(y), 0),
    total,
  );
  const extent = extentOf(...series.map(({ x }) => x));
  const domain = data.domain ?? (extent && widened(extent));
  const range =
    data.range ??
    seriesRange(
      series.map(({ y }) => y),
      scale,
    );
  if (domain === undefined || range === undefined) return emptyFigure(on, data, notes);

  const names = series.map((one) => one.label);
  const { area, y } = seriesFrame(on, range, scale, { names, yLabel: data.yLabel });
  const x = horizontalAxis(domain, [area.left, area.right]);
  const plot = { area, x, y };
  const lines = series.map((one) => {
    const onScale = Array.from(one.y, (value) => (isOnScale(value, scale) ? value : NaN));
    return linesOf(drawableRuns(one.x, onScale), plot);
  });
  const taken = lines.flatMap((line) => profileBoxes(profileOf(line, area), area));
  const parts = [
    drawBands(data.bands ?? [], area, y, palette),
    gridLines(area, palette, { y }),
    scale === 'linear' ? axisLine(area, palette, { y }) : nothing,
    baseLine(area, palette),
    xTickLabels(area, palette, x, on.width),
    yTickLabels(area, palette, y),
    drawThresholds(data.thresholds ?? [], area, y, palette),
    ...series.map((one, index) =>
      drawLine(lines[index] ?? [], colourOf(one, index, palette), one.kind ?? 'measured', palette),
    ),
    nameLevels(data.bands ?? [], data.thresholds ?? [], area, y, taken, palette),
    nameLines(
      series.map((one, index) => ({
        label: one.label,
        values: one.y,
        colour: colourOf(one, index, palette),
        bold: one.kind !== 'predicted',
      })),
      plot,
      on,
    ),
    drawYLabel(data.yLabel, on),
  ];
  return figure(on, data, parts, notes);
}

function colourOf({ tone, kind }: StepSeries, index: number, palette: Palette): string {
  if (tone !== undefined) return palette[tone];
  if (kind === 'predicted') return palette.muted;
  return palette.series[index % palette.series.length] ?? palette.text;
}
