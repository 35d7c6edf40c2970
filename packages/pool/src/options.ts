import type { Elements, InputOptions } from '@actigrad/core';
import { rangeError, typeError } from './errors.ts';
import type { OnProgress } from './progress.ts';

export interface PoolOptions {
  /** Worker threads: a whole number from 1 to 256. Default: one for each core. */
  readonly threads?: number;
  /**
   * `auto`: on the workers where that is measured to be faster, else on the calling thread; also
   * there, after one process warning, where no worker can start. `workers`: always on the workers,
   * so that the calling thread stays free. `calling-thread`: no worker is ever started.
   * Default: `auto`. Results are the same to the bit.
   */
  readonly runOn?: 'auto' | 'workers' | 'calling-thread';
  /** Where a bundler put `kernel-worker`: a file URL or an absolute path. Default: beside this module. */
  readonly workerUrl?: string | URL;
  /** How long the first worker may take to answer. Default: 10,000. */
  readonly startTimeoutMs?: number;
  /**
   * Lets V8 join adjacent 128-bit operations into 256-bit ones, an experiment of its compiler: on
   * Node 22 or newer, x64. Each kernel is compiled at its first use and switched on only if 65,536
   * inputs give the same bits; for some functions it is up to 1.9 times as fast, for the others it
   * changes nothing. Kernels stay switched on for the process. Default: false.
   */
  readonly wide?: boolean;
  /** A thread that has not moved for so long is taken to be stuck: it is ended and its work done by another. Default: 60,000. */
  readonly stallTimeoutMs?: number;
}

export interface CallOptions {
  /**
   * Rejects with the signal's reason within milliseconds; nothing is written after that. What had
   * been written to `out` stays, so that an array computed in place is then half done.
   */
  readonly signal?: AbortSignal;
  /** Elements that a worker claims at a time, rounded up to 64 bytes. Default: a sixteenth of its share, from 64 KiB to 1 MiB. */
  readonly chunkElements?: number;
}

export interface RunOptions<E extends Elements> extends CallOptions, InputOptions<E> {
  /**
   * Receives the result: same dtype and length as x; may be x, or dy, itself. Default: a new array,
   * shared if x is shared.
   */
  readonly out?: E;
  /** Called at most every 50 ms, and at the end. */
  readonly onProgress?: OnProgress;
}

export interface MapOptions extends CallOptions {
  /**
   * Inputs read ahead of the result that is awaited. Default: two for each thread; of small arrays as many as come within
   * half a millisecond, which are computed together.
   */
  readonly inFlight?: number;
}

export type ReduceOptions = Pick<CallOptions, 'signal'>;

/** One input of `map`: with dy, its gradient is computed, else its value. */
export interface MapInput<E extends Elements> extends InputOptions<E> {
  readonly x: E;
  readonly dy?: E;
  /** As in {@link RunOptions}. */
  readonly out?: E;
}

export interface Rule {
  readonly says: string;
  readonly accepts: (value: never) => boolean;
}
export type Rules<O> = { readonly [option in keyof Required<O>]: Rule };

export const anything: Rule = { says: 'any value', accepts: () => true };
const places = ['auto', 'workers', 'calling-thread'];

function wholeNumber(min: number, max: number): Rule {
  return {
    // Asked for by errors alone: the first number that is formatted loads locales, for 15 ms.
    get says() {
      return `a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
    },
    accepts: (value: unknown) =>
      Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

/** setTimeout takes no more: a signed 32-bit count. */
const longestTimeoutMs = 2 ** 31 - 1;

export const poolRules: Rules<PoolOptions> = {
  threads: wholeNumber(1, 256),
  runOn: {
    says: places.map((place) => `"${place}"`).join(' or '),
    accepts: (value: string) => places.includes(value),
  },
  workerUrl: {
    says: 'a URL or an absolute path',
    accepts: (value: unknown) =>
      value instanceof URL || (typeof value === 'string' && value !== ''),
  },
  startTimeoutMs: wholeNumber(1, longestTimeoutMs),
  wide: { says: 'true or false', accepts: (value: unknown) => typeof value === 'boolean' },
  stallTimeoutMs: wholeNumber(1, longestTimeoutMs),
};

export const callRules: Rules<CallOptions> = {
  signal: { says: 'an AbortSignal', accepts: (value: unknown) => value instanceof AbortSignal },
  chunkElements: wholeNumber(1, Number.MAX_SAFE_INTEGER),
};

// Arrays and layouts are checked against each other, in operands.ts.
const inputOptionRules: Rules<InputOptions> = {
  shape: anything,
  channelAxis: anything,
  start: anything,
  bias: anything,
};

export const runRules: Rules<RunOptions<Elements>> = {
  ...callRules,
  ...inputOptionRules,
  out: anything,
  onProgress: { says: 'a function', accepts: (value: unknown) => typeof value === 'function' },
};

export const mapRules: Rules<MapOptions> = { ...callRules, inFlight: wholeNumber(1, 65536) };

export const reduceRules: Rules<ReduceOptions> = { signal: callRules.signal };

export const inputRules: Rules<MapInput<Elements>> = {
  ...inputOptionRules,
  x: anything,
  dy: anything,
  out: anything,
};

/**
 * Checks options against their table; an option that is undefined counts as not given.
 *
 * @throws TypeError `POOL_UNKNOWN_OPTION`, RangeError `POOL_OPTION`
 */
export function checkOptions<O extends object>(options: O, rules: Rules<O>): void {
  if (options === null || typeof options !== 'object') {
    throw typeError('POOL_OPTION', `options is ${String(options)}; it must be an object`);
  }
  for (const [option, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, option)) {
      throw typeError(
        'POOL_UNKNOWN_OPTION',
        `there is no option "${option}"; there are ${Object.keys(rules).join(', ')}`,
      );
    }
    const rule = rules[option as keyof O];
    if (value !== undefined && !rule.accepts(value as never)) {
      throw rangeError('POOL_OPTION', `${option} is ${String(value)}; it must be ${rule.says}`);
    }
  }
}
