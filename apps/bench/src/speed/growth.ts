import { allocate, release, type Activation } from '@actigrad/core';
import { repeat } from './contender.ts';

/** Cost of an element as arrays grow, in kernel memory, on one thread. */
export interface Growth {
  readonly n: number;
  readonly nsPerElement: number;
}

const rounds = 7;
/** Elements that one sample computes at least. */
const sampleElements = 2 ** 20;

export function measureGrowth(f: Activation, sizes: readonly number[]): Growth[] {
  return sizes.map((n) => {
    const [x, out] = [allocate(n, 'float32'), allocate(n, 'float32')];
    for (let index = 0; index < n; index++) x[index] = Math.sin(index) * 4;
    const repetitions = Math.max(1, sampleElements / n);
    const run = (): void => void f.forward(x, { out });
    repeat(run, repetitions);
    const ms = Math.min(...Array.from({ length: rounds }, () => repeat(run, repetitions)));
    release(x);
    release(out);
    return { n, nsPerElement: (ms * 1e6) / repetitions / n };
  });
}
