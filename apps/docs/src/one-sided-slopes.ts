import type { Activation } from '@actigrad/core';

/** Close enough that no smooth slope moves in print, far enough to be on the other side. */
const aside = 1e-9;

/** The slopes just left and just right of a place. */
export function oneSidedSlopes(
  activation: Activation,
  at: number,
): { readonly left: number; readonly right: number } {
  const step = aside * Math.max(1, Math.abs(at));
  return { left: activation.slope(at - step), right: activation.slope(at + step) };
}
