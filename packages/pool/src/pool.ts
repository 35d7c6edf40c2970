import { availableParallelism } from 'node:os';
import type { Activation, Elements, LoopName } from '@actigrad/core';
import { sliceMs } from './calling-thread.ts';
import { createCrews } from './crews.ts';
import { poolError } from './errors.ts';
import { createFileMethods, type FileMethods } from './files/file-methods.ts';
import { inOrder } from './in-order.ts';
import { runJob, type JobOptions } from './job.ts';
import {
  bytesOf,
  bytesPerElement,
  checkOperands,
  compute,
  probeLayout,
  requireElements,
  type Operands,
} from './operands.ts';
import {
  checkOptions,
  inputRules,
  mapRules,
  poolRules,
  runRules,
  type MapInput,
  type MapOptions,
  type PoolOptions,
  type RunOptions,
} from './options.ts';
import { createPlacement } from './placement.ts';
import { createReduceMethod, type ReduceMethod } from './reduce-method.ts';
import { allocate, isShared } from './shared-array.ts';
import { runStaged } from './staging.ts';
import { createSharing } from './sharing.ts';
import { createSmallBatch } from './small-arrays.ts';
import { createTally, type PoolStats } from './stats.ts';
import { createWideLanes, requireWideLanes } from './wide-lanes.ts';
import { createWorkers } from './workers.ts';

/**
 * Threads that compute activations. Results are the same to the bit for any number of threads and
 * any chunk size, on the workers and on the calling thread.
 *
 * Every method throws, or rejects with, `POOL_CLOSED` once the pool is closed.
 */
export interface Pool extends FileMethods, AsyncDisposable {
  readonly threads: number;

  /** An array of zeros that all threads see: the pool never copies it. */
  readonly allocate: typeof allocate;

  /**
   * f of each element. Shared arrays are computed where they are, others are copied once each way
   * or computed on the calling thread, whichever is measured to be faster.
   *
   * @throws what was refused before any work, with a `POOL_` or `CORE_` code; the reason of the
   * signal; Error `POOL_WORKER_DIED` if one chunk ended three threads
   * @example const y = await pool.forward(sigmoid, x);
   */
  forward<E extends Elements>(activation: Activation, x: E, options?: RunOptions<E>): Promise<E>;

  /** dy · f'(x) of each element; otherwise as `forward`. */
  backward<E extends Elements>(
    activation: Activation,
    x: E,
    dy: E,
    options?: RunOptions<E>,
  ): Promise<E>;

  /**
   * Many arrays, or a stream of chunks: yields their results in order, reading only so far ahead
   * of the consumer as `inFlight` says.
   *
   * @example for await (const y of pool.map(relu, [{ x: a }, { x: b }])) use(y);
   */
  map<E extends Elements>(
    activation: Activation,
    inputs: Iterable<MapInput<E>> | AsyncIterable<MapInput<E>>,
    options?: MapOptions,
  ): AsyncGenerator<E, void, undefined>;

  /**
   * Reduces arrays that come in parts, such as the chunks of a file: each group of steps is one
   * task for one thread, and its figures are added in order. Reads ahead by one group more than
   * there are threads. A group may be overwritten by its source once the next is asked for.
   *
   * @throws as `forward`; what a reduction refuses, from a worker as `POOL_WORKER_FAILED`
   * @example await pool.reduce(chunks.map((arrays) => [{ into: summary, arrays, start: 0 }]));
   */
  readonly reduce: ReduceMethod;

  /** What each thread has done so far. */
  stats(): PoolStats;

  /** Takes no more work, waits for all that is in flight and ends the threads. */
  close(): Promise<void>;
}

/**
 * Makes a pool. Its threads start with the first work that is worth them, and do not keep the
 * process alive while they are idle.
 *
 * @throws TypeError `POOL_UNKNOWN_OPTION`, RangeError `POOL_OPTION`, Error `POOL_WIDE_UNAVAILABLE`
 * @example await using pool = createPool({ threads: 2 });
 */
export function createPool(options: PoolOptions = {}): Pool {
  checkOptions(options, poolRules);
  const { runOn = 'auto', threads = availableParallelism(), workerUrl } = options;
  const { startTimeoutMs = 10_000, stallTimeoutMs = 60_000 } = options;
  if (options.wide) requireWideLanes();
  const wide = options.wide ? createWideLanes() : undefined;
  const wideLoops = (): readonly LoopName[] => wide?.loops() ?? [];
  const tally = createTally();
  const workers = createWorkers({
    threads,
    workerUrl,
    startTimeoutMs,
    wideLoops,
    onJoined: (report) => tally.add(report),
  });
  const placement = createPlacement(workers);
  const inFlight = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  let withoutWorkers = runOn === 'calling-thread';

  const { callingThread, workerThreads, allThreads } = createCrews({
    workers,
    tally,
    stallTimeoutMs,
    isAlone: () => inFlight.size === 1,
    requireFallback,
  });

  const sharing = createSharing({
    workers,
    stallTimeoutMs,
    wideLoops,
    onShare({ chunks, elements }, operands, began) {
      const bytes = elements * bytesPerElement(operands);
      placement.learn(operands, elements, tally.addHere({ chunks, elements, bytes }, began));
    },
  });

  const files = createFileMethods({
    workers,
    tally,
    stallTimeoutMs,
    prepare: (activation, direction) => wide?.prepare(activation, direction),
    isWithoutWorkers: () => withoutWorkers,
    requireFallback,
    requireOpen,
    track,
  });

  const reduce = createReduceMethod({
    workers,
    tally,
    placement,
    runOn,
    isWithoutWorkers: () => withoutWorkers,
    requireFallback,
    requireOpen,
    track,
  });

  /** Without workers everything runs on the calling thread, if that is allowed. */
  function requireFallback(thrown: unknown): void {
    const { code, message } = thrown as { code?: string; message?: string };
    if (runOn !== 'auto' || code !== 'POOL_WORKERS_UNAVAILABLE') throw thrown;
    if (withoutWorkers) return;
    withoutWorkers = true;
    process.emitWarning(`computing on the calling thread: ${message}`, { code });
  }

  /** Gives the result at once where that is quicker than any promise of it. */
  function run<E extends Elements>(operands: Operands<E>, how: JobOptions): E | Promise<E> {
    how.signal?.throwIfAborted();
    const { x, out } = operands;
    wide?.prepare(operands.activation, operands.dy ? 'backward' : 'forward');
    const costMs = placement.costMs(operands);
    const isShort = costMs < sliceMs;
    const finish = (): E => {
      how.onProgress?.({ done: x.length, total: x.length });
      return out;
    };
    if (isShort && runOn === 'auto' && threads > 1 && !withoutWorkers) {
      const shared = sharing.share(operands, costMs);
      if (shared) return shared === true ? finish() : track(shared.then(finish));
    }
    const onWorkers =
      !withoutWorkers && (runOn === 'workers' || placement.fasterOnWorkers(operands, costMs));
    if (onWorkers || !isShort) return track(runAsJob(operands, onWorkers, how));
    computeAtOnce(operands);
    return finish();
  }

  async function runAsJob<E extends Elements>(
    operands: Operands<E>,
    onWorkers: boolean,
    how: JobOptions,
  ): Promise<E> {
    probeLayout(operands);
    const { x, dy = x, out } = operands;
    const staged = onWorkers && ![x, dy, out].every(isShared);
    // This thread copies what is staged; and chunks that were asked for may be too long to be given up in time.
    const mayStandIn = runOn === 'auto' && threads > 1 && !staged && !how.chunkElements;
    const crew = mayStandIn ? allThreads : workerThreads;
    await (staged ? runStaged : runJob)(operands, onWorkers ? crew : callingThread, how);
    return out;
  }

  function computeAtOnce(operands: Operands): void {
    const busyMs = computeHere(operands.x.length, bytesOf(operands), () => compute(operands));
    placement.learn(operands, operands.x.length, busyMs);
  }

  /** Gives the milliseconds that it took. */
  function computeHere(elements: number, bytes: number, act: () => void): number {
    requireOpen();
    const began = performance.now();
    act();
    return tally.addHere({ chunks: 1, elements, bytes }, began);
  }

  function requireOpen(): void {
    if (closed) throw poolError('POOL_CLOSED', 'the pool is closed; it takes no more work');
  }

  /** Keeps `close` waiting until the call has settled. */
  async function track<R>(call: Promise<R>): Promise<R> {
    inFlight.add(call);
    try {
      return await call;
    } finally {
      inFlight.delete(call);
    }
  }

  const pool: Pool = {
    threads,
    allocate,

    async forward(activation, x, how = {}) {
      requireOpen();
      checkOptions(how, runRules);
      return run(checkOperands(activation, x, undefined, how), how);
    },

    async backward(activation, x, dy, how = {}) {
      requireOpen();
      checkOptions(how, runRules);
      requireElements(dy, 'dy');
      return run(checkOperands(activation, x, dy, how), how);
    },

    map<E extends Elements>(
      activation: Activation,
      inputs: Iterable<MapInput<E>> | AsyncIterable<MapInput<E>>,
      how: MapOptions = {},
    ) {
      requireOpen();
      checkOptions(how, mapRules);
      const { chunkElements, signal, inFlight: ahead = 2 * threads } = how;
      function start(input: MapInput<E>, cancelled: AbortSignal): E | Promise<E> {
        requireOpen();
        checkOptions(input, inputRules);
        const operands = checkOperands(activation, input.x, input.dy, input);
        return run(operands, { signal: cancelled, ...(chunkElements && { chunkElements }) });
      }
      const batch =
        runOn === 'workers' || how.inFlight !== undefined
          ? undefined
          : createSmallBatch<E>(activation, computeHere);
      return inOrder(inputs, start, ahead, signal, batch);
    },

    ...files,
    reduce,

    stats: () => ({ ...tally.stats(), wide: wideLoops() }),

    close() {
      closed ??= (async () => {
        await Promise.allSettled(inFlight);
        await workers.destroy();
      })();
      return closed;
    },

    [Symbol.asyncDispose]: () => pool.close(),
  };
  return Object.freeze(pool);
}
