import type { Worker } from 'node:worker_threads';
import { tanh } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';

export interface StartedPool {
  readonly pool: Pool;
  /** The threads that are alive. */
  readonly workers: ReadonlySet<Worker>;
  readonly close: () => Promise<void>;
}

/** A pool of two threads that have started. */
export async function startPool(): Promise<StartedPool> {
  const workers = new Set<Worker>();
  const watch = (worker: Worker): void => {
    worker.once('message', () => workers.add(worker));
    worker.once('exit', () => workers.delete(worker));
  };
  process.on('worker', watch);
  const pool = createPool({ threads: 2 });
  await startThreads(pool);
  return {
    pool,
    workers,
    async close() {
      process.off('worker', watch);
      await pool.close();
    },
  };
}

/** They start once that would have paid. */
export async function startThreads(pool: Pool): Promise<void> {
  const many = pool.allocate(20_000_000, 'float64');
  for (let calls = 0; calls < 50 && pool.stats().workers.size === 0; calls++)
    await pool.forward(tanh, many, { out: many });
}
