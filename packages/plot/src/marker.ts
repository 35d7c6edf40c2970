import type { Curve } from './curve-data.ts';
import type { Plot } from './curve-lines.ts';
import { curveColour } from './curve-lines.ts';
import { isDrawable } from './numbers.ts';
import type { Palette } from './palette.ts';
import { element, joined, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';

const DOT_RADIUS = 3.5;

/** A line down the plot at x, with a dot on each curve; nothing where x is not in the picture. */
export function drawMarker(
  at: number,
  curves: readonly Curve[],
  { area, x, y }: Plot,
  palette: Palette,
): Markup {
  const [start, end] = x.domain;
  if (!(at >= start && at <= end)) return nothing;
  const column = tenth(x.position(at));
  const line = element('path', {
    d: `M${column} ${area.top}V${area.bottom}`,
    fill: 'none',
    stroke: palette.axis,
  });
  const dots = curves.map((curve) => {
    const value = between(curve, at);
    if (value === undefined) return nothing;
    const row = y.position(value);
    if (row < area.top || row > area.bottom) return nothing;
    return element('circle', {
      cx: column,
      cy: tenth(row),
      r: DOT_RADIUS,
      fill: curveColour(curve, palette),
      stroke: palette.background,
    });
  });
  return joined([line, ...dots]);
}

/** The curve at x, on the straight line between the samples beside it. */
function between({ x, y }: Curve, at: number): number | undefined {
  let next = 0;
  while (next < x.length - 1 && x[next]! < at) next++;
  const [x0, x1] = [x[Math.max(0, next - 1)]!, x[next]!];
  const [y0, y1] = [y[Math.max(0, next - 1)], y[next]];
  if (!isDrawable(y0) || !isDrawable(y1)) return undefined;
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}
