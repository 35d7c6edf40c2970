import type { Box } from './box.ts';
import { clamp } from './box.ts';
import type { Point, Polyline } from './polyline.ts';

/** Width of a column in px: finer than a letter, coarse enough to be cheap. */
export const COLUMN_WIDTH = 3;

/** Where a drawn line runs: its highest and lowest px in each column of the plot; NaN where it is not. */
export interface Profile {
  readonly top: Float64Array;
  readonly bottom: Float64Array;
}

export function columnOf(x: number, area: Box): number {
  return clamp(Math.floor((x - area.left) / COLUMN_WIDTH), 0, columnCount(area) - 1);
}

export function columnCount(area: Box): number {
  return Math.max(1, Math.ceil((area.right - area.left) / COLUMN_WIDTH));
}

/** A line as boxes, one a column, for what must keep off it. */
export function profileBoxes({ top, bottom }: Profile, area: Box): Box[] {
  const boxes: Box[] = [];
  top.forEach((highest, column) => {
    if (Number.isNaN(highest)) return;
    const left = area.left + column * COLUMN_WIDTH;
    boxes.push({
      left,
      right: left + COLUMN_WIDTH,
      top: highest - 1,
      bottom: (bottom[column] as number) + 1,
    });
  });
  return boxes;
}

export function profileOf(lines: readonly Polyline[], area: Box): Profile {
  const top = new Float64Array(columnCount(area)).fill(NaN);
  const bottom = new Float64Array(columnCount(area)).fill(NaN);
  const cover = (column: number, y: number): void => {
    if (!(y >= (top[column] ?? NaN))) top[column] = y;
    if (!(y <= (bottom[column] ?? NaN))) bottom[column] = y;
  };
  for (const points of lines) {
    points.forEach((to, index) => {
      const from: Point = points[index - 1] ?? to;
      const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
      const slope = right[0] > left[0] ? (right[1] - left[1]) / (right[0] - left[0]) : 0;
      const end = columnOf(right[0], area);
      for (let column = columnOf(left[0], area); column <= end; column++) {
        const x0 = Math.max(left[0], area.left + column * COLUMN_WIDTH);
        const x1 = Math.min(right[0], area.left + (column + 1) * COLUMN_WIDTH);
        cover(column, left[1] + (x0 - left[0]) * slope);
        cover(column, left[1] + (x1 - left[0]) * slope);
      }
      // An upright segment has no slope to follow.
      cover(columnOf(from[0], area), from[1]);
      cover(end, to[1]);
    });
  }
  return { top, bottom };
}
