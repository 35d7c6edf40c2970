import type { Activation } from '@actigrad/core';

/** What is measured: one map over one array. */
export interface Work {
  readonly direction: 'forward' | 'backward';
  readonly f: Activation;
  readonly n: number;
}

/** Somebody who does the work with a number of threads. */
export interface Contender {
  readonly name: string;
  /** Threads that it uses; 1 for one that cannot use more. */
  readonly threads: number;
  /** Gets ready; undefined if it does not have the function. */
  readonly open: (work: Work) => Promise<Opened | undefined>;
  readonly close: () => Promise<void>;
}

export interface Opened {
  /** The result at `sampleIndexes`, to be compared; undefined for one who computes nothing. */
  readonly samples: readonly number[] | undefined;
  /** Milliseconds for so many repetitions. */
  readonly time: (repetitions: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

const sampleCount = 64;

/** Positions at which results are compared, spread over the whole array. */
export function sampleIndexes(n: number): number[] {
  return Array.from({ length: Math.min(n, sampleCount) }, (_, index) =>
    Math.floor((index * n) / Math.min(n, sampleCount)),
  );
}

export function samplesOf(y: ArrayLike<number>): number[] {
  return sampleIndexes(y.length).map((index) => y[index] as number);
}

/** Repeats work that needs no waiting for. */
export function repeat(run: () => void, repetitions: number): number {
  const startedMs = performance.now();
  for (let repetition = 0; repetition < repetitions; repetition++) run();
  return performance.now() - startedMs;
}

export async function repeatAsync(
  run: () => Promise<unknown>,
  repetitions: number,
): Promise<number> {
  const startedMs = performance.now();
  for (let repetition = 0; repetition < repetitions; repetition++) await run();
  return performance.now() - startedMs;
}
