import type { Activation } from '@actigrad/core';
import type { NamedTensorInput, Tensor } from '@actigrad/tensors';
import { callingThreadId } from '../calling-thread.ts';
import { requireActivation } from '../operands.ts';
import { checkOptions } from '../options.ts';
import type { Tally } from '../stats.ts';
import type { Workers } from '../workers.ts';
import type { FileEngine } from './apply-file.ts';
import type { ChunkReport, ChunkTask } from './chunk-task.ts';
import {
  fileRules,
  tensorsRules,
  type FileOptions,
  type FileResult,
  type TensorsOptions,
} from './file-options.ts';
import { mapTensors } from './map-tensors.ts';
import { orAborted } from './or-aborted.ts';
import { createSlotShelf } from './slots.ts';
import { transformChunk } from './transform-chunk.ts';

/** What a pool does with files and the tensors in them. */
export interface FileMethods {
  /**
   * f of the tensors in a file (.npy, .npz, .safetensors or a set of shards by its index), or with `backward` their
   * gradient, into another file: reads, computes and writes overlap, and the memory for it does not grow with the file.
   * The output is absent, old or complete at any moment. What an interruption leaves beside it, `resume` goes on with.
   *
   * On two threads the disk is what it waits for; F16 and BF16 are computed in float32 and rounded once.
   *
   * @throws what was refused before any work, with a `POOL_`, `CORE_` or `TENSORS_` code; the reason of the signal;
   * Error `POOL_OUTPUT_BUSY`, `POOL_NON_FINITE`, `POOL_WORKER_DIED`, `POOL_WORKER_STUCK`; TensorsError
   * `TENSORS_FILE_CHANGED`, `TENSORS_DISK_FULL` and what else reading and writing can meet
   * @example await pool.applyFile(gelu, 'x.safetensors', 'y.safetensors', { select: 'layer*.preactivation' });
   */
  applyFile(
    activation: Activation,
    input: string,
    output: string,
    options?: FileOptions,
  ): Promise<FileResult>;

  /** Copies a file into another format or dtype, in the same way. */
  convertFile(input: string, output: string, options?: FileOptions): Promise<FileResult>;

  /**
   * f of tensors from anywhere, for a writer: their data is computed while it is pulled. Those that are not selected pass
   * through.
   *
   * @example await writeNpz('y.npz', pool.mapTensors(gelu, file.tensors.values()));
   */
  mapTensors(
    activation: Activation,
    tensors: Iterable<Tensor>,
    options?: TensorsOptions,
  ): Iterable<NamedTensorInput>;
}

/** What the methods need of their pool. */
interface Context {
  readonly workers: Workers;
  readonly tally: Tally;
  readonly stallTimeoutMs: number;
  /** Gets kernels ready for what is to come. */
  prepare(activation: Activation, direction: 'forward' | 'backward'): void;
  isWithoutWorkers(): boolean;
  /** Throws what was thrown, but if work may go on without workers. */
  requireFallback(thrown: unknown): void;
  requireOpen(): void;
  track<R>(call: Promise<R>): Promise<R>;
}

function transformHere(task: ChunkTask): ChunkReport {
  return { ...transformChunk(task), threadId: callingThreadId };
}

export function createFileMethods(context: Context): FileMethods {
  const { workers, tally, stallTimeoutMs } = context;
  const engine: FileEngine = {
    crew: {
      threads: workers.threads,
      async run(task, stuck) {
        if (context.isWithoutWorkers()) return count(transformHere(task));
        try {
          return count(await workers.runChunk(task, stuck));
        } catch (thrown) {
          context.requireFallback(thrown);
          return count(transformHere(task));
        }
      },
    },
    slots: createSlotShelf(workers.threads),
    stallTimeoutMs,
  };

  function count(report: ChunkReport): ChunkReport {
    const { threadId, elements, bytesRead, bytesEncoded, at } = report;
    const bytes = bytesRead + bytesEncoded;
    tally.add({ threadId, chunks: 1, elements, bytes, startedMs: at[0], busyMs: at[2] - at[0] });
    return report;
  }

  /** Readers and writers of files are loaded when they are needed, while the threads start. */
  async function transform(
    activation: Activation | undefined,
    input: string,
    output: string,
    how: FileOptions,
  ): Promise<FileResult> {
    if (!how.dryRun && !context.isWithoutWorkers()) workers.start();
    const { transformSet } = await import('./transform-set.ts');
    return transformSet(engine, activation, input, output, how);
  }

  return {
    async applyFile(activation, input, output, how = {}) {
      context.requireOpen();
      checkOptions(how, fileRules);
      requireActivation(activation);
      context.prepare(activation, how.backward === undefined ? 'forward' : 'backward');
      return orAborted(context.track(transform(activation, input, output, how)), how.signal);
    },

    async convertFile(input, output, how = {}) {
      context.requireOpen();
      checkOptions(how, fileRules);
      return orAborted(context.track(transform(undefined, input, output, how)), how.signal);
    },

    mapTensors(activation, tensors, how = {}) {
      context.requireOpen();
      checkOptions(how, tensorsRules);
      requireActivation(activation);
      context.prepare(activation, 'forward');
      return mapTensors(engine, activation, tensors, how);
    },
  };
}
