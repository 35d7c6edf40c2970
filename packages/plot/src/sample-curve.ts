import type { Activation } from '@actigrad/core';
import type { Curve, Jump } from './curve-data.ts';

/** More than one sample for each pixel of the largest picture shows nothing new. */
const sampleCount = 481;
/** Step of the central difference: its error, h² and of rounding 1e-16 / h, is far under a pixel. */
const differenceStep = 1e-4;
/** A limit from one side is read this far from the kink, relative to where that lies. */
const sideStep = 1e-9;
/** A smaller break is too small to see, or the error of a difference. */
const leastJump = 1e-3;

/** Samples f, f' or f'' where the picture shows it. */
export function sampleCurve(
  activation: Activation,
  kind: Curve['kind'],
  domain: readonly [start: number, end: number],
  label: string,
): Curve {
  const [start, end] = domain;
  const x = Float64Array.from(
    { length: sampleCount },
    (_, index) => start + ((end - start) * index) / (sampleCount - 1),
  );
  const kinks = activation.facts().kinks.map(({ at }) => at);
  const read = kind === 'curvature' ? curvatureBeside(kinks) : readers[kind];
  const closest = kind === 'curvature' ? 2 * differenceStep : 0;
  return {
    kind,
    label,
    x,
    y: read(activation, x),
    jumps: findJumps(activation, read, kinks, closest),
  };
}

type Reader = (activation: Activation, x: Float64Array) => Float64Array;

const readers: Readonly<Record<'value' | 'slope', Reader>> = {
  value: (activation, x) => activation.forward(x),
  slope: (activation, x) => activation.backward(x, new Float64Array(x.length).fill(1)),
};

/** f'' as a difference of slopes, taken beside a kink where it would reach over it. */
function curvatureBeside(kinks: readonly number[]): Reader {
  const reach = 2 * differenceStep;
  return (activation, x) => {
    const places = x.map((at) => {
      const kink = kinks.find((each) => Math.abs(at - each) < reach);
      return kink === undefined ? at : kink + reach;
    });
    const after = readers.slope(
      activation,
      places.map((at) => at + differenceStep),
    );
    const before = readers.slope(
      activation,
      places.map((at) => at - differenceStep),
    );
    return after.map((slope, index) => (slope - (before[index] as number)) / (2 * differenceStep));
  };
}

function findJumps(
  activation: Activation,
  read: Reader,
  kinks: readonly number[],
  closest: number,
): Jump[] {
  return kinks.flatMap((at) => {
    const step = Math.max(closest, sideStep * Math.max(1, Math.abs(at)));
    const [left, value, right] = read(activation, Float64Array.of(at - step, at, at + step));
    if (left === undefined || value === undefined || right === undefined) return [];
    return Math.abs(right - left) > leastJump ? [{ at, left, right, value }] : [];
  });
}
