import type { Activation } from '@actigrad/core';

export type Side = 'left' | 'right';

/** What becomes of the slope on one side, far from 0. */
export type SlopeTail =
  /** Exactly 0 from `from` outwards. */
  | { readonly kind: 'dead'; readonly from: number }
  /** Tends to 0; from `from` outwards under the share that counts as saturated. */
  | { readonly kind: 'fades'; readonly from: number }
  | { readonly kind: 'settles'; readonly slope: number }
  | { readonly kind: 'grows' }
  | { readonly kind: 'swings' };

export function readSlopeTail(activation: Activation, side: Side): SlopeTail {
  const { dead, saturation } = activation.facts();
  const deadEnd = dead.find(({ from, to }) =>
    side === 'left' ? from === -Infinity : to === Infinity,
  );
  if (deadEnd) return { kind: 'dead', from: side === 'left' ? deadEnd.to : deadEnd.from };
  const saturated = saturation.find((each) => each.side === side);
  if (saturated) return { kind: 'fades', from: saturated.from };
  // At infinity the kernels give the limit, and NaN where there is none.
  const slope = activation.slope(side === 'left' ? -Infinity : Infinity);
  if (Number.isNaN(slope)) return { kind: 'swings' };
  return Number.isFinite(slope) ? { kind: 'settles', slope } : { kind: 'grows' };
}
