import { repeat, type Contender, type Work } from './contender.ts';
import { inputs } from './inputs.ts';

/** The limit: what reads and writes each element once and computes nothing. */
export function memoryCopy(): Contender {
  return {
    name: 'memcpy',
    threads: 1,
    async open({ n }: Work) {
      const x = inputs(n, 1);
      const y = new Float32Array(n);
      return {
        samples: undefined,
        time: async (repetitions) => repeat(() => y.set(x), repetitions),
        close: async () => {},
      };
    },
    close: async () => {},
  };
}
