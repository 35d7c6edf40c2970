import { area as areaShape } from 'd3-shape';
import type { Density } from './curve-data.ts';
import type { Plot } from './curve-lines.ts';
import { verticalAxis } from './axis.ts';
import { linesOf } from './curve-lines.ts';
import { peakOf } from './numbers.ts';
import type { Palette } from './palette.ts';
import type { Point, Polyline } from './polyline.ts';
import { drawableRuns } from './polyline.ts';
import { element, nothing } from './svg.ts';
import type { Markup } from './svg.ts';

/** Height of the peak as a share of the plot: under the curves, not among them. */
const PEAK_SHARE = 0.3;
/** The area is ground, not ink. */
export const AREA_OPACITY = 0.22;

export function drawDensity(density: Density, plot: Plot, palette: Palette): Markup {
  const shape = areaShape<Point>()
    .x(([x]) => x)
    .y0(plot.area.bottom)
    .y1(([, y]) => y)
    .digits(1);
  const d = densityLines(density, plot)
    .map((points) => shape([...points]) ?? '')
    .join('');
  if (d === '') return nothing;
  return element('path', { d, fill: palette.muted, 'fill-opacity': AREA_OPACITY });
}

function densityLines({ x, y }: Density, plot: Plot): Polyline[] {
  const peak = peakOf(y);
  if (peak === undefined) return [];
  const { top, bottom } = plot.area;
  const own = verticalAxis([0, peak / PEAK_SHARE], [top, bottom]);
  return linesOf(drawableRuns(x, y), { ...plot, y: own });
}
