import type { Activation } from '@actigrad/core';

/** A library as it runs inside its own process. */
export interface Peer {
  readonly version: string;
  /** Undefined if the library does not have the function. */
  readonly prepare: (
    direction: 'forward' | 'backward',
    f: Activation,
    x: Float32Array,
    dy: Float32Array,
  ) => Promise<Prepared | undefined>;
}

export interface Prepared {
  /** The result as an array of this process, for comparing. */
  readonly result: () => Promise<ArrayLike<number>>;
  readonly time: (repetitions: number) => Promise<number>;
  readonly close: () => Promise<void>;
}
