import { allocate } from '@actigrad/core';
import { takeScatteredMemory } from './scattered-memory.ts';

/** Of one length, in kernel memory. */
interface KernelArrays {
  readonly x: Float32Array;
  readonly dy: Float32Array;
  readonly out: Float32Array;
}

const arraysByLength = new Map<number, KernelArrays>();

/**
 * Kernel memory with these numbers and an output of NaN, so that what is compared has been computed anew. The same
 * arrays for each function and any number of threads: over other pages, which are not neighbours, one thread may take
 * 1.3 times as long as over these.
 */
export function kernelArrays(x: Float32Array, dy: Float32Array): KernelArrays {
  let arrays = arraysByLength.get(x.length);
  // Other processes have allocated since the benchmark began.
  const scattered = arrays ? [] : takeScatteredMemory();
  arraysByLength.set(x.length, (arrays ??= allocateArrays(x.length)));
  arrays.x.set(x);
  arrays.dy.set(dy);
  arrays.out.fill(NaN);
  scattered.length = 0;
  return arrays;
}

function allocateArrays(n: number): KernelArrays {
  const make = (): Float32Array => allocate(n, 'float32');
  return { x: make(), dy: make(), out: make() };
}
