import type { Activation } from '@actigrad/core';

/** What becomes of a gradient on one side, far from 0. */
export type SlopeTail =
  /** From `at` outwards the slope is exactly 0. */
  | { readonly kind: 'blocked'; readonly at: number }
  /** From `at` outwards the slope is under 1 % of the largest, but not 0. */
  | { readonly kind: 'fades'; readonly at: number }
  /** The slope tends to 0, but there is no largest slope to compare it with. */
  | { readonly kind: 'vanishes' }
  /** The slope tends to a number that is not 0. */
  | { readonly kind: 'passes'; readonly share: number }
  /** The slope grows without end. */
  | { readonly kind: 'grows' }
  /** The slope goes up and down for ever. */
  | { readonly kind: 'varies' };

export interface SlopeTails {
  readonly left: SlopeTail;
  readonly right: SlopeTail;
}

/** Far out, but not so far that a square overflows or a period is lost to rounding. */
const farPlaces = [201, 402.5, 804.25, 1608.125];
/** A slope that differs by less over these places has settled. */
const settled = 0.02;

/** Reads both tails of a curve from its facts, and where they say nothing from its slope. */
export function readSlopeTails(activation: Activation): SlopeTails {
  const [left, right] = [readTail(activation, 'left'), readTail(activation, 'right')];
  if (left.kind !== 'grows' && right.kind !== 'grows') return { left, right };
  return { left: withoutMeasure(left), right: withoutMeasure(right) };
}

function withoutMeasure(tail: SlopeTail): SlopeTail {
  return tail.kind === 'fades' ? { kind: 'vanishes' } : tail;
}

/** Whether there is no largest slope. */
export function isSlopeUnbounded({ left, right }: SlopeTails): boolean {
  return left.kind === 'grows' || right.kind === 'grows';
}

function readTail(activation: Activation, side: 'left' | 'right'): SlopeTail {
  const { dead, saturation } = activation.facts();
  for (const { from, to } of dead) {
    if (side === 'left' && from === -Infinity) return { kind: 'blocked', at: to };
    if (side === 'right' && to === Infinity) return { kind: 'blocked', at: from };
  }
  const saturated = saturation.find((each) => each.side === side);
  if (saturated) return { kind: 'fades', at: saturated.from };
  const slopes = farPlaces.map((x) => Math.abs(activation.slope(side === 'left' ? -x : x)));
  const [first, last] = [slopes[0] as number, slopes.at(-1) as number];
  if (Math.abs(last - first) <= settled) {
    const farthest = farPlaces.at(-1) as number;
    return { kind: 'passes', share: activation.slope(side === 'left' ? -farthest : farthest) };
  }
  const climbs = slopes.every(
    (slope, index) => index === 0 || slope > (slopes[index - 1] as number),
  );
  return climbs || last === Infinity ? { kind: 'grows' } : { kind: 'varies' };
}
