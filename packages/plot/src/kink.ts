import type { Plot } from './curve-lines.ts';
import type { Palette } from './palette.ts';
import { element, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';

/** Half the base and the height of the mark, px. */
const HALF = 3.5;
const HEIGHT = 6;

/** A small triangle on the lower edge of the plot under each kink that lies in it. */
export function drawKinks(kinks: readonly number[], { area, x }: Plot, palette: Palette): Markup {
  const [start, end] = x.domain;
  const d = kinks
    .filter((at) => at >= start && at <= end)
    .map((at) => `M${tenth(x.position(at)) - HALF} ${area.bottom}h${2 * HALF}l${-HALF} ${-HEIGHT}z`)
    .join('');
  return d === '' ? nothing : element('path', { d, fill: palette.muted });
}
