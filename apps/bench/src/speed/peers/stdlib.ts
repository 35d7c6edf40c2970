import { activation, type Activation } from '@actigrad/core';
import { repeat } from '../contender.ts';
import { libraryVersion, requireLibrary } from './libraries.ts';
import type { Peer } from './peer.ts';

type Scalar = (x: number) => number;

/** What the library has of the functions, by a name in PyTorch: one number at a time, in float64. */
const packages: { readonly [name: string]: string } = {
  'torch.nn.Sigmoid': '@stdlib/math-base-special-expit',
  'torch.nn.Tanh': '@stdlib/math-base-special-tanh',
};

export function stdlib(): Peer {
  const functions = new Map(
    Object.entries(packages).map(([name, library]) => [
      activation(name).id,
      requireLibrary(library) as Scalar,
    ]),
  );
  return {
    version: libraryVersion('@stdlib/math-base-special-expit'),
    async prepare(direction, { id }: Activation, x) {
      const f = functions.get(id);
      if (!f || direction === 'backward') return undefined;
      const y = new Float32Array(x.length);
      const run = (): void => {
        for (let index = 0; index < x.length; index++) y[index] = f(x[index] as number);
      };
      return {
        result: async () => (run(), y),
        time: async (repetitions) => repeat(run, repetitions),
        close: async () => {},
      };
    },
  };
}
