import { repeat, type Contender, type Work } from './contender.ts';
import { inputs } from './inputs.ts';

/** The limit: what reads and writes each element once and computes nothing. */
export function memoryCopy(): Contender {
  return {
    name: 'memcpy',
    threads: 1,
    async open({ n }: Work) {
      const x = inputs(n, 1);
      // Written in order first: a large copy goes through several pages at once, which would scatter them.
      const y = new Float32Array(n).fill(1);
      return {
        samples: undefined,
        time: async (repetitions) => repeat(() => y.set(x), repetitions),
        close: async () => {},
      };
    },
    close: async () => {},
  };
}
