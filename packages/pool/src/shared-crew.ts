import { setImmediate } from 'node:timers/promises';
import { ControlBlock } from './control-block.ts';
import type { Crew } from './job.ts';

/**
 * So long the calling thread waits for chunks that others are still computing, without giving its
 * turn away: a message of their end takes longer. Chunks of short jobs take under 0.25 ms.
 */
const lastChunksMs = 0.25;

/**
 * For jobs so short that waking every worker would take as long as computing: the calling thread
 * begins at once, the others join in while it computes, and nobody waits for what they report.
 */
export function createSharedCrew(callingThread: Crew, workerThreads: Crew): Crew {
  return {
    threads: workerThreads.threads,
    stallTimeoutMs: workerThreads.stallTimeoutMs,
    endsWithLastChunk: true,
    async run(task, stuck) {
      if (task.slot > 0) return workerThreads.run(task, stuck);
      // By then the tasks of the others have been posted.
      await setImmediate();
      const report = await callingThread.run(task, stuck);
      const control = new ControlBlock(task.control.shape, task.control.buffer);
      const end = performance.now() + lastChunksMs;
      while (!control.isComplete && !control.isCancelled && performance.now() < end);
      return report;
    },
  };
}
