import type { Box } from './box.ts';
import { contains, overlaps } from './box.ts';
import type { Profile } from './profile.ts';
import { COLUMN_WIDTH, columnCount, columnOf } from './profile.ts';

/** A label that belongs beside a curve. */
export interface LabelRequest {
  readonly width: number;
  readonly height: number;
  /** The curve it names. */
  readonly curve: Profile;
  /** Where it had best be, as a share of the plot's width. Default 0.5. */
  readonly centre?: number;
}

/** What labels must not cover, and what they had better not. */
export interface Obstacles {
  readonly curves: readonly Profile[];
  /** Never covered: other labels, end points. */
  readonly taken: readonly Box[];
  /** Covered only if nothing else is free: hatched zones, axis lines. */
  readonly avoided: readonly Box[];
}

/** Between a curve and its name, px. */
const GAP = 4;
/** Every second column is tried: 6 px more or less are not seen. */
const COLUMN_STEP = 2;
/** Nearer than this to another curve, a name could be taken for that curve's, px. */
const AMBIGUOUS_DISTANCE = 16;
/** The price of each px off the curve, each ambiguous px, each thing avoided, and half a plot off the best place. */
const PRICE = { distance: 0.35, ambiguity: 2.2, avoided: 12, offCentre: 10 };
/** A dearer place is no place: the name goes into a legend. */
const COST_MAX = 40;

/**
 * Finds a place beside its curve for each label in turn, or undefined where there is none.
 *
 * Tries both sides of the curve at every column: a name lies clear of its own curve by construction, of
 * other names and curves by rejection, and near its own and far from others by cost.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  area: Box,
  obstacles: Obstacles,
): (Box | undefined)[] {
  const taken = [...obstacles.taken];
  return requests.map((request) => {
    let best: Box | undefined;
    let bestCost = COST_MAX;
    for (let column = 0; column < columnCount(area); column += COLUMN_STEP) {
      for (const side of ['above', 'below'] as const) {
        const box = boxBeside(request, column, side, area);
        if (box === undefined || !contains(area, box)) continue;
        if (taken.some((other) => overlaps(other, box))) continue;
        const cost = costOf(box, column, request, area, obstacles, bestCost);
        if (cost < bestCost) [best, bestCost] = [box, cost];
      }
    }
    if (best !== undefined) taken.push(best);
    return best;
  });
}

function boxBeside(
  { width, height, curve }: LabelRequest,
  column: number,
  side: 'above' | 'below',
  area: Box,
): Box | undefined {
  const centre = area.left + (column + 0.5) * COLUMN_WIDTH;
  const left = centre - width / 2;
  const right = centre + width / 2;
  if (Number.isNaN(curve.top[column]) || left < area.left || right > area.right) return undefined;
  let top = Infinity;
  let bottom = -Infinity;
  const end = columnOf(right, area);
  for (let i = columnOf(left, area); i <= end; i++) {
    top = Math.min(top, curve.top[i] || Infinity);
    bottom = Math.max(bottom, curve.bottom[i] || -Infinity);
  }
  return side === 'above'
    ? { left, right, top: top - GAP - height, bottom: top - GAP }
    : { left, right, top: bottom + GAP, bottom: bottom + GAP + height };
}

/** What a place costs; gives up with Infinity once it is `limit` or more, or where a curve is covered. */
function costOf(
  box: Box,
  column: number,
  { curve: own, centre = 0.5 }: LabelRequest,
  area: Box,
  { curves, avoided }: Obstacles,
  limit: number,
): number {
  let cost = PRICE.distance * gapTo(box, own, column);
  cost += PRICE.offCentre * 2 * Math.abs(column / columnCount(area) - centre);
  cost += PRICE.avoided * avoided.filter((other) => overlaps(other, box)).length;
  const end = columnOf(box.right, area);
  for (const curve of curves) {
    if (cost >= limit) return Infinity;
    if (curve === own) continue;
    let nearest = AMBIGUOUS_DISTANCE;
    for (let i = columnOf(box.left, area); i <= end; i++)
      nearest = Math.min(nearest, gapTo(box, curve, i));
    if (nearest < 1) return Infinity;
    cost += PRICE.ambiguity * (AMBIGUOUS_DISTANCE - nearest);
  }
  return cost;
}

/** Upright distance between a box and a curve in one column, 0 where they meet; far where there is no curve. */
export function gapTo(box: Box, { top, bottom }: Profile, column: number): number {
  const highest = top[column] as number;
  const lowest = bottom[column] as number;
  if (Number.isNaN(highest)) return Infinity;
  return Math.max(0, highest - box.bottom, box.top - lowest);
}
