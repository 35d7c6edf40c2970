import { gelu } from '@actigrad/core';
import type { Pool } from '@actigrad/pool';

/** The pool starts its threads when that would have paid; peers have theirs from the beginning. */
export async function startThreads(pool: Pool): Promise<void> {
  if (pool.threads === 1) return;
  const x = pool.allocate(2 ** 24, 'float32');
  while (pool.stats().workers.size === 0) await pool.forward(gelu, x, { out: x });
}
