import type { Facts } from '@actigrad/core';

/** Inputs of a layer are mostly within a few standard deviations: show six at least. */
const leastReach = 6;
/** Where a slope fades only slowly the picture stops following it. */
const greatestSaturationReach = 10;
/** Room to see what lies beyond. */
const margin = 1.3;

/** The stretch of the x axis on which these functions show what they do. */
export function chooseDomain(facts: readonly Facts[]): [start: number, end: number] {
  const kinks = facts.flatMap((each) => each.kinks.map(({ at }) => Math.abs(at)));
  const fading = facts.flatMap((each) => each.saturation.map(({ from }) => Math.abs(from)));
  const reach = Math.max(
    leastReach,
    ...kinks.map((at) => at * margin),
    ...fading.map((from) => Math.min(from * margin, greatestSaturationReach)),
  );
  return [-Math.ceil(reach), Math.ceil(reach)];
}
