import { createPool } from '@actigrad/pool';
import { repeat, repeatAsync, samplesOf, type Contender, type Work } from './contender.ts';
import { inputs } from './inputs.ts';
import { kernelArrays } from './kernel-arrays.ts';
import { startThreads } from './start-threads.ts';

/** Core on the calling thread, over arrays in kernel memory. */
export function oursOnCallingThread(): Contender {
  return {
    name: 'ours',
    threads: 1,
    async open({ direction, f, n }: Work) {
      const { x, dy, out } = kernelArrays(inputs(n, 1), inputs(n, 2));
      const run =
        direction === 'forward'
          ? () => void f.forward(x, { out })
          : () => void f.backward(x, dy, { out });
      run();
      return {
        samples: samplesOf(out),
        time: async (repetitions) => repeat(run, repetitions),
        close: async () => {},
      };
    },
    close: async () => {},
  };
}

/** Core over arrays of the program's own. */
export function oursOverPlainArrays(): Contender {
  return {
    name: 'ours, plain arrays',
    threads: 1,
    async open({ direction, f, n }: Work) {
      const x = inputs(n, 1);
      const dy = inputs(n, 2);
      const out = new Float32Array(n);
      const run =
        direction === 'forward'
          ? () => void f.forward(x, { out })
          : () => void f.backward(x, dy, { out });
      run();
      return {
        samples: samplesOf(out),
        time: async (repetitions) => repeat(run, repetitions),
        close: async () => {},
      };
    },
    close: async () => {},
  };
}

/** The pool, over shared arrays; it may still choose the calling thread. */
export function oursOnPool(threads: number): Contender {
  const pool = createPool({ threads });
  let started: Promise<void> | undefined;
  return {
    name: 'ours',
    threads,
    async open({ direction, f, n }: Work) {
      await (started ??= startThreads(pool));
      const { x, dy, out } = kernelArrays(inputs(n, 1), inputs(n, 2));
      const run =
        direction === 'forward'
          ? () => pool.forward(f, x, { out })
          : () => pool.backward(f, x, dy, { out });
      await run();
      return {
        samples: samplesOf(out),
        time: (repetitions) => repeatAsync(run, repetitions),
        close: async () => {},
      };
    },
    close: () => pool.close(),
  };
}
