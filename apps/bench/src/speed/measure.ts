import { setTimeout as sleep } from 'node:timers/promises';
import type { Opened } from './contender.ts';

/** Elements per second over the rounds. */
export interface Speed {
  readonly best: number;
  readonly median: number;
  readonly worst: number;
}

export interface Effort {
  readonly rounds: number;
  /** A sample repeats the work until it lasts about so long. */
  readonly sampleMs: number;
  /**
   * In one call alone after a rest the system may take milliseconds to wake threads; calls that follow each other tell
   * what they do.
   */
  readonly leastRepetitions: number;
  /** Whoever has used so much time takes part in no further round. */
  readonly budgetMs: number;
}

export const thoroughEffort: Effort = {
  rounds: 9,
  sampleMs: 10,
  leastRepetitions: 3,
  budgetMs: 1000,
};
export const quickEffort: Effort = {
  rounds: 5,
  sampleMs: 3,
  leastRepetitions: 1,
  budgetMs: 60,
};

/** Threads that spin in this process come to rest. */
const restMs = 2;
/** A loop is called at least so long before it counts, that the engine has optimized it. */
const warmUpMs = 20;

/**
 * Measures all in turn, round after round, so that what else the machine does falls on all alike.
 * Every one of them has run at least once before.
 */
export async function measure(
  contenders: readonly Opened[],
  n: number,
  effort: Effort,
): Promise<Speed[]> {
  const { rounds, budgetMs } = effort;
  const runs = [];
  for (const contender of contenders) runs.push(await warmUp(contender, effort));
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      if (run.usedMs >= budgetMs && run.samplesMs.length > 0) continue;
      await sleep(restMs);
      const ms = await run.contender.time(run.repetitions);
      run.usedMs += ms;
      run.samplesMs.push(ms / run.repetitions);
    }
  }
  return runs.map(({ samplesMs }) => {
    const sorted = samplesMs.toSorted((a, b) => a - b);
    const perSecond = 1e3 * n;
    return {
      best: perSecond / (sorted[0] ?? NaN),
      median: perSecond / (sorted[sorted.length >> 1] ?? NaN),
      worst: perSecond / (sorted.at(-1) ?? NaN),
    };
  });
}

interface Run {
  readonly contender: Opened;
  readonly repetitions: number;
  readonly samplesMs: number[];
  usedMs: number;
}

async function warmUp(contender: Opened, { sampleMs, leastRepetitions }: Effort): Promise<Run> {
  let usedMs = 0;
  let repetitions = 1;
  let ms = 0;
  for (;;) {
    ms = (await contender.time(repetitions)) || Number.MIN_VALUE;
    usedMs += ms;
    if (usedMs >= warmUpMs) break;
    repetitions = Math.ceil(Math.min(repetitions * 10, (repetitions * warmUpMs) / ms));
  }
  const perRun = ms / repetitions;
  return {
    contender,
    repetitions: Math.max(leastRepetitions, Math.round(sampleMs / perRun)),
    // One run that is longer than all samples together would be is itself the first.
    samplesMs: repetitions === 1 ? [perRun] : [],
    usedMs: repetitions === 1 ? ms : 0,
  };
}
