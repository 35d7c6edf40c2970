import type { Plot } from './curve-lines.ts';
import { plotError } from './errors.ts';
import { isDrawable } from './numbers.ts';
import type { Palette } from './palette.ts';
import { element, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';

/** Counted values. */
export interface Bins {
  /** Ascending; one more than there are counts. */
  readonly edges: ArrayLike<number>;
  /** How many values lie from each edge to the next; non-negative. */
  readonly counts: ArrayLike<number>;
}

/** Ink of bars: lighter than a curve, at 3:1 against the ground still. */
const BAR_OPACITY = 0.75;
/** Between bars, px, where they are wide enough to spare it. */
const BAR_GAP = 1;

export function requireBins({ edges, counts }: Bins): void {
  if (edges.length === counts.length + 1 || (edges.length === 0 && counts.length === 0)) return;
  throw plotError(
    'PLOT_LENGTHS_DIFFER',
    `bins have ${edges.length} edges and ${counts.length} counts; there must be one edge more than counts`,
  );
}

/** All bars in one path. */
export function drawBars({ edges, counts }: Bins, { area, x, y }: Plot, palette: Palette): Markup {
  let d = '';
  for (let i = 0; i < counts.length; i++) {
    const [start, end, count] = [edges[i], edges[i + 1], counts[i]];
    if (!(isDrawable(start) && isDrawable(end) && isDrawable(count) && count > 0)) continue;
    const left = Math.max(area.left, x.position(start));
    const right = Math.min(area.right, x.position(end));
    if (right <= left) continue;
    const gap = right - left > 4 * BAR_GAP ? BAR_GAP : 0;
    const top = Math.max(area.top, y.position(count));
    d += `M${tenth(left + gap / 2)} ${area.bottom}V${tenth(top)}H${tenth(right - gap / 2)}V${area.bottom}z`;
  }
  return d === ''
    ? nothing
    : element('path', { d, fill: palette.value, 'fill-opacity': BAR_OPACITY });
}
