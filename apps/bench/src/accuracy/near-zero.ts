import { smallSlope, type Activation } from '@actigrad/core';

/** A stretch of inputs, both of one sign. */
export interface Zone {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a slope passes through zero, it is a difference of terms that nearly cancel, and relative
 * error says nothing about what a gradient step would notice. In a zone around such a turning point
 * an error counts in spacings of float32 at this slope, or at the slope itself where that is larger.
 */
export const slopeNearZero: number = smallSlope;

export function zonesNearZero(f: Activation): Zone[] {
  return f.facts().turningPoints.map(({ from, to }) => ({ from, to }));
}
