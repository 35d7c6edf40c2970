import { createPool } from '@actigrad/pool';
import { repeat, repeatAsync } from '../contender.ts';
import { kernelArrays } from '../kernel-arrays.ts';
import { startThreads } from '../start-threads.ts';
import type { Peer } from './peer.ts';

/** The pool with wide lanes, in a process of its own: kernels that are switched on stay so. */
export async function oursWide(threads: number): Promise<Peer> {
  const pool = createPool({ threads, wide: true });
  await startThreads(pool);
  return {
    version: process.versions.v8,
    async prepare(direction, f, ...inputs) {
      const { x, dy, out } = kernelArrays(...inputs);
      const isForward = direction === 'forward';
      const onPool = (): Promise<Float32Array> =>
        isForward ? pool.forward(f, x, { out }) : pool.backward(f, x, dy, { out });
      const here = (): void =>
        void (isForward ? f.forward(x, { out }) : f.backward(x, dy, { out }));
      // Only the pool switches wide lanes on, for calls on this thread as well.
      await onPool();
      return {
        result: async () => out,
        time: async (repetitions) =>
          threads === 1 ? repeat(here, repetitions) : repeatAsync(onPool, repetitions),
        close: async () => {},
      };
    },
  };
}
