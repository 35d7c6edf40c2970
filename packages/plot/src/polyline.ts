import { line } from 'd3-shape';
import type { Box } from './box.ts';
import { isDrawable } from './numbers.ts';

export type Point = readonly [x: number, y: number];
export type Polyline = readonly Point[];

/** Splits two columns into runs of drawable points, in the given order. */
export function drawableRuns(x: ArrayLike<number>, y: ArrayLike<number>): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (let i = 0; i < x.length; i++) {
    const px = x[i];
    const py = y[i];
    if (isDrawable(px) && isDrawable(py)) {
      if (run.length === 0) runs.push(run);
      run.push([px, py]);
    } else {
      run = [];
    }
  }
  return runs;
}

/** Cuts a line to a box; what leaves and comes back becomes two lines. */
export function clipped(points: Polyline, box: Box): Point[][] {
  if (points.length === 1 && points[0] !== undefined) {
    return isInside(points[0], box) ? [[points[0]]] : [];
  }
  const lines: Point[][] = [];
  let current: Point[] | undefined;
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const cut = clippedSegment(from, to, box);
    if (cut === undefined) {
      current = undefined;
      continue;
    }
    if (current === undefined) lines.push((current = [cut[0]]));
    current.push(cut[1]);
    if (cut[1] !== to) current = undefined;
  }
  return lines;
}

function isInside(point: Point, box: Box): boolean {
  const x = point[0];
  const y = point[1];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** Liang and Barsky 1984: narrows the parameter interval [0, 1] by each side in turn. */
function clippedSegment(from: Point, to: Point, box: Box): [Point, Point] | undefined {
  if (isInside(from, box) && isInside(to, box)) return [from, to];
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  let start = 0;
  let end = 1;
  const sides: readonly (readonly [number, number])[] = [
    [-dx, from[0] - box.left],
    [dx, box.right - from[0]],
    [-dy, from[1] - box.top],
    [dy, box.bottom - from[1]],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0) {
      if (distance < 0) return undefined;
    } else if (direction < 0) {
      start = Math.max(start, distance / direction);
    } else {
      end = Math.min(end, distance / direction);
    }
  }
  if (start > end) return undefined;
  const at = (t: number): Point => [from[0] + t * dx, from[1] + t * dy];
  return [start === 0 ? from : at(start), end === 1 ? to : at(end)];
}

/** How far a dropped point may lie from the drawn line, in px; under a tenth is not seen. */
const SIMPLIFY_TOLERANCE = 0.08;

/** Drops points that lie on the line between those kept (Ramer 1972, Douglas and Peucker 1973). */
export function simplified(points: Polyline, tolerance: number = SIMPLIFY_TOLERANCE): Polyline {
  if (points.length < 3) return points;
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const pending: [number, number][] = [[0, points.length - 1]];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const [start, end] = range;
    const from = points[start] as Point;
    const to = points[end] as Point;
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const length = Math.hypot(dx, dy) || 1;
    let farthest = start;
    let distance = tolerance;
    for (let i = start + 1; i < end; i++) {
      const point = points[i] as Point;
      const off = Math.abs((point[0] - from[0]) * dy - (point[1] - from[1]) * dx) / length;
      if (off > distance) {
        farthest = i;
        distance = off;
      }
    }
    if (farthest === start) continue;
    kept[farthest] = 1;
    pending.push([start, farthest], [farthest, end]);
  }
  return points.filter((_, index) => kept[index] === 1);
}

/** Width of the columns that keep only their extremes, px: no wider than the stroke. */
const THIN_WIDTH = 2;

/** Keeps of each narrow column the first, lowest, highest and last point: the drawn line looks the same. */
export function thinned(points: Polyline): Polyline {
  const thin: Point[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.floor((points[start] as Point)[0] / THIN_WIDTH);
    let low = start;
    let high = start;
    let end = start + 1;
    for (
      ;
      end < points.length && Math.floor((points[end] as Point)[0] / THIN_WIDTH) === column;
      end++
    ) {
      if ((points[end] as Point)[1] < (points[low] as Point)[1]) low = end;
      if ((points[end] as Point)[1] > (points[high] as Point)[1]) high = end;
    }
    const kept = [...new Set([start, low, high, end - 1])].toSorted((a, b) => a - b);
    for (const index of kept) thin.push(points[index] as Point);
    start = end;
  }
  return thin;
}

const linePath = line<Point>().digits(1);

/** Path data of several lines, in tenths of a px. A lone point is a dot under a round line cap. */
export function pathOf(lines: readonly Polyline[]): string {
  return lines.map((points) => linePath(points) ?? '').join('');
}
