import { X_LABELS_HEIGHT, tickLabelsWidth, verticalAxis } from './axis.ts';
import type { Axis } from './axis.ts';
import type { Box } from './box.ts';
import { drawEndLabels, endLabelsWidth } from './end-labels.ts';
import type { Canvas } from './figure.ts';
import { label } from './label.ts';
import { isOnScale } from './series-range.ts';
import { nothing } from './svg.ts';
import type { Markup } from './svg.ts';
import type { ScaleKind } from './ticks.ts';

/** Between plot and figure edge where there is nothing to write, px. */
const MARGIN = 8;
/** Height of the line with the y label. */
const Y_LABEL_HEIGHT = 24;

/** A line of values and how its name looks. */
export interface NamedLine {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
  readonly bold: boolean;
}

/** The plot of a chart whose lines are named at their right ends. */
export function seriesFrame(
  on: Canvas,
  range: readonly [number, number],
  scale: ScaleKind,
  text: { readonly names: readonly string[]; readonly yLabel: string | undefined },
): { area: Box; y: Axis } {
  const top = on.top + (text.yLabel === undefined ? MARGIN : Y_LABEL_HEIGHT);
  const bottom = on.height - X_LABELS_HEIGHT;
  const y = verticalAxis(range, [top, bottom], scale);
  const left = Math.ceil(MARGIN / 2 + tickLabelsWidth(y.ticks));
  const right = on.width - MARGIN - endLabelsWidth(text.names, on.width);
  return { area: { left, top, right, bottom }, y };
}

/** The y label above the plot, level: a reader should not have to turn their head. */
export function drawYLabel(text: string | undefined, { top, palette }: Canvas): Markup {
  return text === undefined
    ? nothing
    : label(text, { x: MARGIN, y: top + 14, fill: palette.muted });
}

/** Names each line at its last value. */
export function nameLines(
  lines: readonly NamedLine[],
  { area, y }: { readonly area: Box; readonly y: Axis },
  { palette, width }: Canvas,
): Markup {
  const names = lines.map(({ label: text, values, colour, bold }) => {
    const last = Array.from(values).findLast((value) => isOnScale(value, y.kind));
    return { text, colour, bold, y: last === undefined ? area.bottom : y.position(last) };
  });
  return drawEndLabels(
    names,
    { x: area.right, top: area.top, bottom: area.bottom, width },
    palette,
  );
}
