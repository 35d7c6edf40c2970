import type { Box } from './box.ts';
import { contains, overlaps } from './box.ts';
import { BOLD_WEIGHT, TEXT_SIZE, label, labelBox } from './label.ts';
import { nothing } from './svg.ts';
import type { Markup } from './svg.ts';

/** Between a point and its number, px. */
const DISTANCE = 8;
/** Covering more columns of lines than this, a number is left to the description. */
const COVERED_MAX = 10;

/** The number beside a point, on that of its sides that covers least. */
export function labelPoint(
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  area: Box,
  taken: Box[],
  style: { readonly fill: string; readonly halo: string },
): Markup {
  const sides = [
    { x, y: y - DISTANCE, anchor: 'middle' as const },
    { x, y: y + DISTANCE + TEXT_SIZE, anchor: 'middle' as const },
    { x: x + DISTANCE, y: y + DISTANCE / 2, anchor: 'start' as const },
    { x: x - DISTANCE, y: y + DISTANCE / 2, anchor: 'end' as const },
    { x: x + DISTANCE, y: y + DISTANCE + TEXT_SIZE, anchor: 'start' as const },
    { x: x - DISTANCE, y: y - DISTANCE, anchor: 'end' as const },
    { x, y: y - 2 * DISTANCE, anchor: 'middle' as const },
  ];
  const places = sides
    .map((side) => movedIn(text, side, area))
    .filter(({ box }) => contains(area, box))
    .map((place) => ({
      ...place,
      covered: taken.filter((other) => overlaps(other, place.box)).length,
    }));
  const best = places.toSorted((a, b) => a.covered - b.covered)[0];
  if (best === undefined || best.covered > COVERED_MAX) return nothing;
  taken.push(best.box);
  return label(text, { ...best.side, ...style, weight: BOLD_WEIGHT });
}

type Side = { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };

/** Moves a number that would cross the plot's left or right edge inwards. */
function movedIn(text: string, side: Side, area: Box): { side: Side; box: Box } {
  const { left, right } = labelBox(text, { ...side, weight: BOLD_WEIGHT });
  const shift = Math.max(0, area.left - left) - Math.max(0, right - area.right);
  const moved = { ...side, x: side.x + shift };
  return { side: moved, box: labelBox(text, { ...moved, weight: BOLD_WEIGHT }) };
}
