import type { Box } from './box.ts';
import type { Palette } from './palette.ts';
import { element, joined, tenth } from './svg.ts';
import type { Markup } from './svg.ts';

/** Px between strokes, measured along an edge: open enough to read a name over. */
const SPACING = 8;

/**
 * Strokes a rectangle at 45°, in one path.
 *
 * Not an SVG pattern: those need an id, and ids of two figures in one document collide.
 */
export function hatch({ left, top, right, bottom }: Box, palette: Palette, colour: string): Markup {
  let d = '';
  // On a stroke x + y is constant; starting at a multiple makes neighbouring zones continue each other.
  const first = Math.ceil((left + top) / SPACING) * SPACING;
  for (let sum = first; sum < right + bottom; sum += SPACING) {
    const x0 = Math.max(left, sum - bottom);
    const x1 = Math.min(right, sum - top);
    if (x1 > x0) d += `M${tenth(x0)} ${tenth(sum - x0)}L${tenth(x1)} ${tenth(sum - x1)}`;
  }
  return element('path', {
    d,
    fill: 'none',
    stroke: colour,
    'stroke-width': palette.strokeWidth / 2.5,
  });
}

/** How strongly the ground is tinted where something harms. */
const DANGER_TINT = 0.08;

/** Fills what harms: tinted red under the hatching. */
export function hatchHarmful(box: Box, palette: Palette): Markup {
  return joined([tint(box, palette), hatch(box, palette, palette.grid)]);
}

function tint({ left, top, right, bottom }: Box, palette: Palette): Markup {
  return element('rect', {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    fill: palette.danger,
    'fill-opacity': DANGER_TINT,
  });
}
