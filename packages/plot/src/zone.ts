import type { Axis } from './axis.ts';
import type { Box } from './box.ts';
import { clamp, overlaps } from './box.ts';
import { requireInterval } from './errors.ts';
import { hatch, hatchHarmful } from './hatch.ts';
import { TEXT_SIZE, baseline, label, labelHeight } from './label.ts';
import type { Palette } from './palette.ts';
import type { Profile } from './profile.ts';
import { columnOf } from './profile.ts';
import { gapTo } from './label-placement.ts';
import { joined, nothing } from './svg.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';

/** A stretch of the x axis with a meaning, hatched and named where it lies. */
export interface Zone {
  /** Where it begins; may be -Infinity. */
  readonly start: number;
  /** Where it ends; may be Infinity. */
  readonly end: number;
  /** Its name: "slope < 1 %", "dead", "saturates". */
  readonly label: string;
  /** Red for what harms. Default 'muted'. */
  readonly tone?: 'muted' | 'danger';
}

/** Between a zone's name and the plot's edge, px. */
const NAME_MARGIN = 5;
/** Narrower than this a zone cannot be seen, px. */
const ZONE_WIDTH_MIN = 1;

/** The part of each zone that lies in the plot. */
export function zoneBoxes(zones: readonly Zone[], area: Box, x: Axis): (Box | undefined)[] {
  return zones.map(({ start, end, label: name }) => {
    const [low, high] = x.domain;
    if (Number.isNaN(start) || Number.isNaN(end) || start > end) {
      requireInterval(`zone ${JSON.stringify(name)}`, [start, end]);
    }
    const left = x.position(clamp(start, low, high));
    const right = x.position(clamp(end, low, high));
    return right - left < ZONE_WIDTH_MIN ? undefined : { ...area, left, right };
  });
}

export function drawZones(
  zones: readonly Zone[],
  boxes: readonly (Box | undefined)[],
  palette: Palette,
): Markup {
  return joined(
    zones.map(({ tone = 'muted' }, index) => {
      const box = boxes[index];
      if (box === undefined) return nothing;
      return tone === 'muted' ? hatch(box, palette, palette.grid) : hatchHarmful(box, palette);
    }),
  );
}

/** A zone's name in its place: level where it fits, else upright. */
export interface ZoneName {
  readonly box: Box;
  readonly markup: Markup;
}

/** Places the name of one zone, on the row of its zone that covers least of the curves. */
export function nameZone(
  { label: name, tone = 'muted' }: Zone,
  zone: Box,
  area: Box,
  curves: readonly Profile[],
  taken: readonly Box[],
  palette: Palette,
): ZoneName | undefined {
  const width = textWidth(name, TEXT_SIZE);
  const height = labelHeight(TEXT_SIZE);
  const upright = width > zone.right - zone.left - NAME_MARGIN;
  const [across, down] = upright ? [height, width] : [width, height];
  // A name longer than its plot, or taller than its zone is wide, stays in the description.
  if (down > area.bottom - area.top - 2 * NAME_MARGIN || across > zone.right - zone.left)
    return undefined;
  const left = (zone.left + zone.right - across) / 2;
  let best: Box | undefined;
  let leastCovered = Infinity;
  for (let top = area.top + NAME_MARGIN; top + down <= area.bottom - NAME_MARGIN; top += 4) {
    const box = { left, right: left + across, top, bottom: top + down };
    if (taken.some((other) => overlaps(other, box))) continue;
    const covered = coveredColumns(box, area, curves);
    if (covered < leastCovered) [best, leastCovered] = [box, covered];
  }
  if (best === undefined) return undefined;
  const style = { fill: palette[tone], halo: palette.background } as const;
  const markup = upright
    ? label(name, { ...style, x: baseline(best.left, TEXT_SIZE), y: best.bottom, rotate: -90 })
    : label(name, {
        ...style,
        x: (zone.left + zone.right) / 2,
        y: baseline(best.top, TEXT_SIZE),
        anchor: 'middle',
      });
  return { box: best, markup };
}

function coveredColumns(box: Box, area: Box, curves: readonly Profile[]): number {
  let covered = 0;
  for (const curve of curves) {
    for (let column = columnOf(box.left, area); column <= columnOf(box.right, area); column++) {
      if (gapTo(box, curve, column) < 2) covered++;
    }
  }
  return covered;
}
