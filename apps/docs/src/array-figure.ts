import type { ArrayFunction } from '@actigrad/core';
import { formatNumber, type Curve, type CurveFigure, type Jump } from '@actigrad/plot';
import { arrayKinds } from './array-kinds.ts';

/** As far as functions of one number are shown at least. */
const reach = 4;
/** Steps of a curve, about two px each. */
const steps = 400;

/** One result of a function of rows while one element runs: what its kind draws. */
export function arrayFigure(array: ArrayFunction): CurveFigure {
  const { rowAt, moving, drawn } = arrayKinds[array.kind];
  const valueAt = (x: number) => array.value(rowAt(x))[0]!;
  const slopeAt = (x: number) => array.slope(rowAt(x))[0]![moving]!;
  const ends = [-reach, reach].map((x) => `${formatNumber(valueAt(x))} at x = ${formatNumber(x)}`);
  return {
    title: array.name,
    description: `Drawn is ${drawn}: from ${ends.join(' to ')}.`,
    curves: [sample('value', 'f(x)', valueAt), sample('slope', 'f′(x)', slopeAt)],
    domain: [-reach, reach],
  };
}

function sample(kind: Curve['kind'], label: string, curve: (x: number) => number): Curve {
  const x = Array.from({ length: steps + 1 }, (_, step) => (reach * (2 * step - steps)) / steps);
  const y = x.map(curve);
  return { kind, label, x, y, jumps: findJumps(x, y, curve) };
}

/** Two neighbours that differ by more have a jump between them: no slope here exceeds 3 a unit. */
const leastJump = 0.1;
/** A place is found to this, and limits are read just outside it. */
const closeness = 1e-9;

/** Breaks of a curve; one that falls on a sample is found from both of its steps. */
function findJumps(
  places: readonly number[],
  values: readonly number[],
  curve: (x: number) => number,
): Jump[] {
  const jumps = new Map<number, Jump>();
  for (let step = 0; step < steps; step++) {
    if (Math.abs(values[step + 1]! - values[step]!) < leastJump) continue;
    const found = findJump(places[step]!, places[step + 1]!, curve);
    const at = closeness * Math.round(found / closeness);
    const [left, right] = [curve(at - 2 * closeness), curve(at + 2 * closeness)];
    jumps.set(at, { at, left, right, value: curve(at) });
  }
  return [...jumps.values()];
}

function findJump(start: number, end: number, curve: (x: number) => number): number {
  const halfway = (curve(start) + curve(end)) / 2;
  const isRising = curve(start) < curve(end);
  let [before, after] = [start, end];
  while (after - before > closeness / 2) {
    const middle = (before + after) / 2;
    if (curve(middle) < halfway === isRising) before = middle;
    else after = middle;
  }
  return (before + after) / 2;
}
