import { allocate, gelu } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';
import { repeat, repeatAsync, samplesOf, type Contender, type Work } from './contender.ts';
import { inputs } from './inputs.ts';

interface Arrays {
  readonly x: Float32Array;
  readonly dy: Float32Array;
  readonly out: Float32Array;
}

const arraysByLength = new Map<number, Arrays>();

/**
 * In kernel memory, the same for any number of threads: over other pages, which are not neighbours, one thread may take
 * 1.3 times as long as over these.
 */
function arraysOf(n: number): Arrays {
  const known = arraysByLength.get(n);
  if (known) {
    // What is compared has been computed anew.
    known.out.fill(NaN);
    return known;
  }
  const make = (): Float32Array => allocate(n, 'float32');
  const arrays = { x: make(), dy: make(), out: make() };
  arrays.x.set(inputs(n, 1));
  arrays.dy.set(inputs(n, 2));
  arraysByLength.set(n, arrays);
  return arrays;
}

/** Core on the calling thread, over arrays in kernel memory. */
export function oursOnCallingThread(): Contender {
  return {
    name: 'ours',
    threads: 1,
    async open({ direction, f, n }: Work) {
      const { x, dy, out } = arraysOf(n);
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

/** The pool starts its threads when that would have paid; peers have theirs from the beginning. */
async function startThreads(pool: Pool): Promise<void> {
  const x = pool.allocate(2 ** 24, 'float32');
  while (pool.threads > 1 && pool.stats().workers.size === 0)
    await pool.forward(gelu, x, { out: x });
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
      const { x, dy, out } = arraysOf(n);
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
