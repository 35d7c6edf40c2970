import type { Ink } from './ink.ts';
import { formatNumber } from './format.ts';
import { TEXT_SIZE, label } from './label.ts';
import type { Palette } from './palette.ts';
import { element, joined } from './svg.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';

/** Height of the line with the key, px. */
export const KEY_HEIGHT = 20;
const SWATCH_WIDTH = 8;
const SWATCH_HEIGHT = 9;
const GAP = 6;

/** The levels of ink in order between the numbers they stand for. */
export function drawColourKey(
  { levels, low, high, level }: Ink,
  { left, top }: { readonly left: number; readonly top: number },
  palette: Palette,
): Markup {
  const first = level(low) ?? 0;
  const last = level(high) ?? levels;
  const steps = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const start = formatNumber(low);
  const x = left + textWidth(start, TEXT_SIZE) + GAP;
  const end = x + steps.length * SWATCH_WIDTH;
  const y = top + KEY_HEIGHT / 2;
  return joined([
    label(start, { x: left, y: y + 4, fill: palette.muted }),
    ...steps.map((step, index) =>
      element('rect', {
        x: Math.round(x) + index * SWATCH_WIDTH,
        y: y - SWATCH_HEIGHT / 2,
        width: SWATCH_WIDTH,
        height: SWATCH_HEIGHT,
        fill: step < 0 ? palette.slope : palette.value,
        'fill-opacity': Math.abs(step) / levels,
      }),
    ),
    element('rect', {
      x: Math.round(x) - 0.5,
      y: y - SWATCH_HEIGHT / 2 - 0.5,
      width: steps.length * SWATCH_WIDTH + 1,
      height: SWATCH_HEIGHT + 1,
      fill: 'none',
      stroke: palette.axis,
    }),
    label(formatNumber(high), { x: end + GAP, y: y + 4, fill: palette.muted }),
  ]);
}
