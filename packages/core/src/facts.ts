import type { Activation } from './activation.ts';
import { normalQuadrature } from './quadrature.ts';
import { readSlopeTail, type SlopeTail } from './slope-tails.ts';
import { findTurningPoints, type Grid, type TurningPoint } from './turning-points.ts';

/** What is true of one curve, measured on its float64 kernel. */
export interface Facts {
  /** Least and greatest value, as limits where they are not reached. */
  readonly range: { readonly min: number; readonly max: number };
  /** Whether the mean output for inputs from N(0, 1) is 0. */
  readonly zeroCentred: boolean;
  readonly monotone: boolean;
  /** Sides on which the value tends to a limit and the slope to 0. */
  readonly saturation: readonly Saturation[];
  /** Intervals where the slope is exactly 0: no gradient passes. */
  readonly dead: readonly Interval[];
  /** What becomes of the slope far out on each side. */
  readonly tails: { readonly left: SlopeTail; readonly right: SlopeTail };
  /** The slope of greatest magnitude, and where it is first reached; infinite where slopes grow without end. */
  readonly largestSlope: { readonly at: number; readonly value: number };
  /** Where the slope passes through zero without a jump. */
  readonly turningPoints: readonly TurningPoint[];
  /** Positions where the slope jumps, and the slope taken there. */
  readonly kinks: readonly {
    readonly at: number;
    readonly slope: number;
    readonly because: string;
  }[];
  /** Moments for inputs from N(0, 1). */
  readonly normal: {
    readonly mean: number;
    readonly meanSquare: number;
    readonly variance: number;
    readonly slopeMean: number;
    readonly slopeMeanSquare: number;
    readonly slopeVariance: number;
  };
  /** 1 / √E f²: the weight gain that keeps the mean square of a signal (He et al. 2015). */
  readonly gain: number;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export interface Saturation {
  readonly side: 'left' | 'right';
  readonly limit: number;
  /** From here outwards the slope stays under 1 % of the largest. */
  readonly from: number;
}

/** Share of the largest slope, or of 1 where slopes grow without end, under which a unit counts as saturated. */
const saturatedShare = 0.01;
/** Half the width of the grid on which the curve is read, wider where kinks lie far out. */
const leastReach = 12;
const gridSteps = 24_000;
/** Moments under N(0, 1): beyond 13 standard deviations the density is under 1e-37. */
const normalRange = 13;
/** Quadrature is good to about 1e-14; a mean below this is 0. */
const zeroMean = 1e-10;

export function computeFacts(activation: Activation): Facts {
  const kinks = readKinks(activation);
  const positions = kinks.map(({ at }) => at);
  const reach = Math.max(leastReach, ...positions.map((at) => 2 * Math.abs(at)));
  const grid = readGrid(activation, reach);
  const largestSlope = findLargestSlope(activation, grid, kinks);
  const turningPoints = findTurningPoints(activation, grid, positions);
  const normal = readMoments(activation, positions);
  const saturation = findSaturation(activation, grid, largestSlope.value);
  const dead = findDead(activation, grid);
  const atKinks = positions.map((at) => activation.value(at));
  return {
    range: findRange(activation, grid, [...atKinks, ...turningPoints.map(({ value }) => value)]),
    zeroCentred: Math.abs(normal.mean) < zeroMean,
    monotone: !(grid.slopes.some((slope) => slope < 0) && grid.slopes.some((slope) => slope > 0)),
    saturation,
    dead,
    tails: {
      left: readSlopeTail(activation, 'left', dead, saturation),
      right: readSlopeTail(activation, 'right', dead, saturation),
    },
    largestSlope,
    turningPoints,
    kinks,
    normal,
    gain: 1 / Math.sqrt(normal.meanSquare),
  };
}

function readKinks(activation: Activation): Facts['kinks'] {
  const parameters = Object.values(activation.parameters).map(Number);
  return activation.record.kinks.map(({ at, because }) => {
    const position = typeof at === 'number' ? at : at(...parameters);
    return { at: position, slope: activation.slope(position), because };
  });
}

function readGrid(activation: Activation, reach: number): Grid {
  const points = new Float64Array(gridSteps + 1);
  for (let step = 0; step <= gridSteps; step++) {
    points[step] = (reach * (2 * step - gridSteps)) / gridSteps;
  }
  return {
    points,
    values: activation.forward(points),
    slopes: activation.backward(points, new Float64Array(points.length).fill(1)),
  };
}

/** Kernels are good to a few ULP: a limit that is larger by less than this is the same. */
const slopeRounding = 1e-12;

/**
 * A slope this small beside a slope of 0 was about to underflow: the function is not dead there,
 * its slope is only beyond float64.
 */
const underflowing = 1e-200;

function findLargestSlope(
  activation: Activation,
  { points, slopes }: Grid,
  kinks: Facts['kinks'],
): Facts['largestSlope'] {
  let best = 0;
  for (let step = 1; step < slopes.length; step++) {
    if (Math.abs(slopes[step] as number) > Math.abs(slopes[best] as number)) best = step;
  }
  const found = { at: points[best] as number, value: slopes[best] as number };
  for (const at of [Infinity, -Infinity]) {
    const value = activation.slope(at);
    // Beyond the grid it may still grow: to a limit that is never reached, or without end.
    if (Math.abs(value) > Math.abs(found.value) * (1 + slopeRounding)) return { at, value };
  }
  // A slope that jumps to its largest does so at the kink, not at the next point of the grid.
  const before = points[best - 1] ?? -Infinity;
  const jump = kinks.find(({ at }) => at >= before && at <= found.at);
  return jump ? { at: jump.at, value: found.value } : found;
}

/** The limits at both ends, what the grid meets between them, and the exact extrema. */
function findRange(
  activation: Activation,
  { values }: Grid,
  extrema: readonly number[],
): Facts['range'] {
  const ends = [activation.value(-Infinity), activation.value(Infinity)];
  const known = [...ends, ...extrema].filter((value) => !Number.isNaN(value));
  let min = Math.min(...known);
  let max = Math.max(...known);
  for (let step = 0; step < values.length; step++) {
    min = Math.min(min, values[step] as number);
    max = Math.max(max, values[step] as number);
  }
  return { min, max };
}

function findSaturation(activation: Activation, grid: Grid, largest: number): Saturation[] {
  const limit = (Number.isFinite(largest) ? Math.abs(largest) : 1) * saturatedShare;
  const saturated = (x: number) => Math.abs(activation.slope(x)) < limit;
  const found: Saturation[] = [];
  for (const side of ['left', 'right'] as const) {
    const value = activation.value(side === 'left' ? -Infinity : Infinity);
    const outermost = side === 'left' ? 0 : grid.points.length - 1;
    const steep = (slope: number) => Math.abs(slope) >= limit;
    const first = side === 'left' ? grid.slopes.findIndex(steep) : grid.slopes.findLastIndex(steep);
    if (!Number.isFinite(value) || first === outermost) continue;
    const beyond = side === 'left' ? first - 1 : first + 1;
    const from = bisect(grid.points[beyond] as number, grid.points[first] as number, saturated);
    found.push({ side, limit: value, from });
  }
  return found;
}

function findDead(activation: Activation, { points, slopes }: Grid): Interval[] {
  const isDead = (x: number) => activation.slope(x) === 0;
  const last = points.length - 1;
  const found: Interval[] = [];
  for (let step = 0; step <= last; step++) {
    if (slopes[step] !== 0) continue;
    const start = step;
    while (step < last && slopes[step + 1] === 0) step++;
    if (step === start || isUnderflow(slopes, start, step)) continue;
    found.push({
      from:
        start === 0
          ? -Infinity
          : bisect(points[start] as number, points[start - 1] as number, isDead),
      to:
        step === last
          ? Infinity
          : bisect(points[step] as number, points[step + 1] as number, isDead),
    });
  }
  return found;
}

function isUnderflow(slopes: Float64Array, first: number, last: number): boolean {
  const [before, after] = [slopes[first - 1], slopes[last + 1]];
  return [before, after].some((slope) => slope !== undefined && Math.abs(slope) < underflowing);
}

/** The last place, going from `inside` to `outside`, where the condition holds. */
function bisect(inside: number, outside: number, holds: (x: number) => boolean): number {
  for (;;) {
    const middle = inside + (outside - inside) / 2;
    if (middle === inside || middle === outside) return inside;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
}

function readMoments(activation: Activation, breaks: readonly number[]): Facts['normal'] {
  const { points, weights } = normalQuadrature(normalRange, [0, ...breaks]);
  const values = activation.forward(points);
  const slopes = activation.backward(points, new Float64Array(points.length).fill(1));
  const expect = (of: Float64Array, power: number) =>
    of.reduce((sum, value, index) => sum + value ** power * (weights[index] as number), 0);
  const mean = expect(values, 1);
  const meanSquare = expect(values, 2);
  const slopeMean = expect(slopes, 1);
  const slopeMeanSquare = expect(slopes, 2);
  return {
    mean,
    meanSquare,
    variance: meanSquare - mean ** 2,
    slopeMean,
    slopeMeanSquare,
    slopeVariance: slopeMeanSquare - slopeMean ** 2,
  };
}
