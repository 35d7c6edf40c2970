import { allocate, release } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { repeat, repeatAsync } from '../contender.ts';
import type { Peer } from './peer.ts';

/** The pool with wide lanes, in a process of its own: kernels that are switched on stay so. */
export function oursWide(threads: number): Peer {
  const pool = createPool({ threads, wide: true });
  return {
    version: process.versions.v8,
    async prepare(direction, f, x, dy) {
      const arrays = [x, dy, x].map((values) => {
        const array = allocate(values.length, 'float32');
        array.set(values);
        return array;
      });
      const [inX, inDy, out] = arrays as [Float32Array, Float32Array, Float32Array];
      const isForward = direction === 'forward';
      const onPool = (): Promise<Float32Array> =>
        isForward ? pool.forward(f, inX, { out }) : pool.backward(f, inX, inDy, { out });
      const here = (): void =>
        void (isForward ? f.forward(inX, { out }) : f.backward(inX, inDy, { out }));
      await onPool();
      return {
        result: async () => out,
        time: async (repetitions) =>
          threads === 1 ? repeat(here, repetitions) : repeatAsync(onPool, repetitions),
        close: async () => arrays.forEach(release),
      };
    },
  };
}
