import { slopeCountsOf, type SlopeDescription } from './slope-counts.ts';
import { Summary, type SummaryDescription } from './summary.ts';
import type { Reduction } from './reduction.ts';

/** What an empty reduction is made of: plain data. */
export type ReductionDescription = SummaryDescription | SlopeDescription;

/** Makes the empty reduction that a description stands for, on whatever thread. */
export function startReduction(description: ReductionDescription): Reduction {
  return description.kind === 'summary' ? new Summary(description) : slopeCountsOf(description);
}
