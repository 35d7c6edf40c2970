import { workHere } from './calling-thread.ts';
import type { Crew } from './job.ts';
import { standIn } from './stand-in.ts';
import type { Tally } from './stats.ts';
import type { TaskReport } from './task.ts';
import type { Workers } from './workers.ts';

/** What runs the tasks of jobs, and counts what they did. */
export interface Crews {
  readonly callingThread: Crew;
  /** Falls back to the calling thread where that is allowed. */
  readonly workerThreads: Crew;
  /** The same, but the calling thread stands in for the last of them. */
  readonly allThreads: Crew;
}

interface CrewsOptions {
  readonly workers: Workers;
  readonly tally: Tally;
  readonly stallTimeoutMs: number;
  /** Whether one call at most is in flight; others would wait for turns of the calling thread. */
  readonly isAlone: () => boolean;
  /** Rethrows what does not allow to work on the calling thread. */
  readonly requireFallback: (thrown: unknown) => void;
}

export function createCrews(options: CrewsOptions): Crews {
  const { workers, tally, stallTimeoutMs, isAlone, requireFallback } = options;

  function count(report: TaskReport): TaskReport {
    tally.add(report);
    return report;
  }

  const callingThread: Crew = {
    threads: 1,
    stallTimeoutMs,
    run: async (task) => count(await workHere(task)),
  };
  const workerThreads: Crew = {
    threads: workers.threads,
    stallTimeoutMs,
    async run(task, stuck) {
      try {
        return count(await workers.run(task, stuck));
      } catch (thrown) {
        requireFallback(thrown);
        return callingThread.run(task, stuck);
      }
    },
  };

  const allThreads: Crew = {
    ...workerThreads,
    async run(task, stuck) {
      if (task.slot < workers.threads - 1) return workerThreads.run(task, stuck);
      const { report, isLeft } = await standIn(task, isAlone);
      count(report);
      return isLeft ? workerThreads.run(task, stuck) : report;
    },
  };
  return { callingThread, workerThreads, allThreads };
}
