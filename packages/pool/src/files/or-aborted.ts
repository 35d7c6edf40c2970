import { setTimeout as sleep } from 'node:timers/promises';

/** Work that was told to stop is waited for so long: most of it ends within a block, and cleans up after itself. */
const graceMs = 30;

/**
 * Settles with the work, or soon after an abort: a thread that waits for a slow disk is not waited for, and cleans up
 * when it comes back.
 */
export async function orAborted<R>(work: Promise<R>, signal: AbortSignal | undefined): Promise<R> {
  if (!signal) return work;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => void sleep(graceMs).then(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
