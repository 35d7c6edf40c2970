import type { Activation } from './activation.ts';
import type { Interval, Saturation } from './facts.ts';

/** What becomes of the slope on one side, far from 0, and so of a gradient there. */
export type SlopeTail =
  /** Exactly 0 from `from` outwards. */
  | { readonly kind: 'dead'; readonly from: number }
  /** Tends to 0; under the share that counts as saturated from `from` outwards. */
  | { readonly kind: 'fades'; readonly from: number }
  /** Tends to a number. */
  | { readonly kind: 'settles'; readonly slope: number }
  /** Grows without end. */
  | { readonly kind: 'grows' }
  /** Goes up and down for ever. */
  | { readonly kind: 'swings' };

export function readSlopeTail(
  activation: Activation,
  side: 'left' | 'right',
  dead: readonly Interval[],
  saturation: readonly Saturation[],
): SlopeTail {
  const left = side === 'left';
  const deadEnd = dead.find(({ from, to }) => (left ? from === -Infinity : to === Infinity));
  if (deadEnd) return { kind: 'dead', from: left ? deadEnd.to : deadEnd.from };
  const saturated = saturation.find((each) => each.side === side);
  if (saturated) return { kind: 'fades', from: saturated.from };
  // At infinity the kernels give the limit, and NaN where there is none.
  const slope = activation.slope(left ? -Infinity : Infinity);
  if (Number.isNaN(slope)) return { kind: 'swings' };
  return Number.isFinite(slope) ? { kind: 'settles', slope } : { kind: 'grows' };
}
