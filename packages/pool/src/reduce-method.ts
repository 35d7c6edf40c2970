import { callingThreadId } from './calling-thread.ts';
import { checkOptions, reduceRules, type PoolOptions, type ReduceOptions } from './options.ts';
import type { Placement } from './placement.ts';
import {
  reduceHere,
  reduceOnWorkers,
  reduceTask,
  type Groups,
  type ReduceCrew,
  type ReduceReport,
} from './reduce.ts';
import type { Tally } from './stats.ts';
import type { Workers } from './workers.ts';

export type ReduceMethod = (groups: Groups, options?: ReduceOptions) => Promise<void>;

export interface ReduceContext {
  readonly workers: Workers;
  readonly tally: Tally;
  readonly placement: Placement;
  readonly runOn: NonNullable<PoolOptions['runOn']>;
  readonly isWithoutWorkers: () => boolean;
  /** Rethrows what does not allow to work on the calling thread. */
  readonly requireFallback: (thrown: unknown) => void;
  readonly requireOpen: () => void;
  readonly track: <R>(call: Promise<R>) => Promise<R>;
}

/** Makes the pool's `reduce`. */
export function createReduceMethod(context: ReduceContext): ReduceMethod {
  const { workers, tally, placement, runOn } = context;

  const crew: ReduceCrew = {
    threads: workers.threads,
    async run(task) {
      const here = (): ReduceReport => placement.tallied(reduceTask(task, callingThreadId));
      const isWorthIt = runOn !== 'auto' || placement.reducesOnWorkers(task);
      const report = isWorthIt ? await workers.reduce(task).catch(fallback(here)) : here();
      tally.add(report);
      return report;
    },
  };

  function fallback(here: () => ReduceReport): (thrown: unknown) => ReduceReport {
    return (thrown) => {
      context.requireFallback(thrown);
      return here();
    };
  }

  return async (groups, options = {}) => {
    context.requireOpen();
    checkOptions(options, reduceRules);
    const { signal } = options;
    signal?.throwIfAborted();
    const call = context.isWithoutWorkers()
      ? reduceHere(groups, signal, (report) => tally.add(report))
      : reduceOnWorkers(groups, crew, signal);
    await context.track(call);
  };
}
