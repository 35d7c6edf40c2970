import type { Elements } from '../elements.ts';

/**
 * Figures of an array that arrives in parts, perhaps on several threads: each makes an empty
 * reduction from the description, adds its part, and sends back what `parts` gives. Descriptions
 * and parts are plain data. In whatever way an array is cut, the merged figures are those of the
 * whole.
 */
export interface Reduction<D = unknown, P = unknown> {
  readonly description: D;
  /**
   * Adds the next elements of one array, or of several side by side; `start` is the index of the
   * first in the whole array, by default the end of what came before.
   */
  add(arrays: Elements | readonly Elements[], start?: number): void;
  parts(): P;
  absorb(parts: P): void;
  /** Gives memory back now; the reduction must not be used again. Else the collector does it. */
  release(): void;
}

/** One part of an array, or of several side by side, for the reduction that it goes into. */
export interface ReductionStep {
  readonly into: Reduction;
  readonly arrays: readonly Elements[];
  /** Index of the first element in the whole array. */
  readonly start: number;
}
