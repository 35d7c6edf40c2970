import {
  createPool,
  type FileOptions,
  type FileResult,
  type Pool,
  type PoolStats,
} from '@actigrad/pool';
import type { Context } from '../command-line/command.ts';
import {
  InterruptedError,
  UsageError,
  describeError,
  errorToJson,
  exitCodeOf,
  exitCodes,
} from '../errors.ts';
import { formatBytes, formatCount } from '../format.ts';
import { printJson } from '../output.ts';
import { findInputs, sizeOf } from './find-inputs.ts';
import { makeFolders, planOutputs, type Job, type OutputOptions } from './plan-outputs.ts';
import { startProgress, type Progress, type ProgressStyle } from './progress.ts';
import type { StreamOptions } from './stream-file.ts';
import { openTrace, type Trace } from './trace.ts';

/** Options of every command that writes files from files. */
export interface BatchOptions extends OutputOptions {
  readonly format?: 'npy' | 'npz' | 'safetensors';
  readonly threads?: number;
  readonly wide?: boolean;
  readonly select?: readonly string[];
  readonly others?: 'copy' | 'drop';
  readonly dtype?: 'F64' | 'F32' | 'F16' | 'BF16';
  readonly stallTimeout?: number;
  readonly resume?: boolean;
  readonly failOnNonfinite?: boolean;
  readonly npyVoid2?: 'bf16';
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly progress: ProgressStyle;
  readonly trace?: string;
  /** Deflates archives. */
  readonly compress?: boolean;
}

/** What a batch does to each of its files. */
export interface Work {
  readonly command: string;
  /** What is said of it in JSON. */
  readonly about: object;
  perform(pool: Pool, job: Job, how: FileOptions): Promise<FileResult>;
  /** From front to back: from standard input, to standard output, into a deflated archive. */
  performStream(pool: Pool, job: Job, how: StreamOptions): Promise<FileResult>;
  describe(result: FileResult): string;
}

type Outcome =
  | { readonly status: 'done' | 'planned'; readonly result: FileResult; readonly seconds: number }
  | { readonly status: 'failed'; readonly job: Job; readonly error: unknown };

/** While one file is opened, synced and renamed, others are computed. */
const filesAtATime = 8;

/**
 * Runs a batch of files on one pool. It goes on past a file that fails, says so at once and once more at the end, where
 * the exit code tells: all failed, or some.
 */
export async function runBatch(
  context: Context,
  work: Work,
  paths: readonly string[],
  options: BatchOptions,
): Promise<void> {
  const { output } = context;
  const inputs = await findInputs(paths);
  const jobs = await planOutputs(inputs, options);
  if (options.json && jobs[0]?.output === '-')
    throw new UsageError('standard output is either the result or --json');
  await using pool = createPool({
    ...(options.threads !== undefined && { threads: options.threads }),
    ...(options.wide && { wide: true }),
    ...(options.stallTimeout !== undefined && {
      stallTimeoutMs: Math.ceil(options.stallTimeout * 1000),
    }),
  });
  if (!options.dryRun) await makeFolders(jobs, inputs);
  const sizes = await Promise.all(jobs.map(({ input }) => sizeOf(input)));
  const progress = startProgress(output, options.progress, sizes);
  const trace = options.trace === undefined ? undefined : await openTrace(options.trace);
  const run = new Batch(context, work, pool, jobs, sizes, options, progress, trace);
  const started = performance.now();
  try {
    await run.all();
  } finally {
    progress.finish();
    await trace?.close();
  }
  const seconds = (performance.now() - started) / 1000;
  if (options.json) printJson(output, run.summary(seconds, pool.stats(), pool.threads));
  run.finish(seconds);
}

class Batch {
  readonly #context: Context;
  readonly #work: Work;
  readonly #pool: Pool;
  readonly #jobs: readonly Job[];
  readonly #sizes: readonly number[];
  readonly #options: BatchOptions;
  readonly #progress: Progress;
  readonly #trace: Trace | undefined;
  readonly #outcomes: Outcome[] = [];

  constructor(
    context: Context,
    work: Work,
    pool: Pool,
    jobs: readonly Job[],
    sizes: readonly number[],
    options: BatchOptions,
    progress: Progress,
    trace: Trace | undefined,
  ) {
    this.#context = context;
    this.#work = work;
    this.#pool = pool;
    this.#jobs = jobs;
    this.#sizes = sizes;
    this.#options = options;
    this.#progress = progress;
    this.#trace = trace;
  }

  async all(): Promise<void> {
    const { signal } = this.#context;
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let file = next++; file < this.#jobs.length && !signal.aborted; file = next++)
        await this.#one(file);
    };
    await Promise.all(Array.from({ length: Math.min(filesAtATime, this.#jobs.length) }, lane));
    const done = this.#outcomes.filter(({ status }) => status === 'done').length;
    // Who interrupts what is being renamed comes too late.
    if (!signal.aborted || done === this.#jobs.length) return;
    throw new InterruptedError(
      this.#jobs.length > 1
        ? `interrupted after ${done} of ${this.#jobs.length} files; --resume goes on with the others`
        : 'interrupted; no output was written; --resume goes on with what is done',
    );
  }

  async #one(file: number): Promise<void> {
    const job = this.#jobs[file];
    if (!job) return;
    const { signal } = this.#context;
    const started = performance.now();
    const { compress: isCompressed = false } = this.#options;
    const isStream = job.input === '-' || job.output === '-' || isCompressed;
    try {
      const how = this.#how(job, file);
      const result = isStream
        ? await this.#work.performStream(this.#pool, job, { ...how, isCompressed })
        : await this.#work.perform(this.#pool, job, how);
      const seconds = (performance.now() - started) / 1000;
      const status = this.#options.dryRun ? 'planned' : 'done';
      this.#outcomes[file] = { status, result, seconds };
      this.#progress.finishFile(file, { status, input: job.input, output: job.output });
      if (!this.#options.json) this.#report(result, seconds);
    } catch (error) {
      if (signal.aborted) return;
      this.#outcomes[file] = { status: 'failed', job, error };
      const event = { status: 'failed', input: job.input, output: job.output };
      this.#progress.finishFile(file, { ...event, error: errorToJson(error) });
      if (this.#jobs.length > 1) this.#say(describeError(error, job.input));
    }
  }

  #how(job: Job, file: number): FileOptions {
    const { format, select, others, dtype, resume, inPlace, npyVoid2 } = this.#options;
    const { failOnNonfinite: failOnNonFinite, dryRun } = this.#options;
    const given = {
      format,
      select,
      others,
      dtype,
      resume,
      inPlace,
      npyVoid2,
      failOnNonFinite,
      dryRun,
    };
    const { signal } = this.#context;
    const size = this.#sizes[file] ?? 0;
    return {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(job.backward !== undefined && { backward: job.backward }),
      signal,
      onProgress: ({ doneBytes, totalBytes }) =>
        this.#progress.update(file, totalBytes === 0 ? size : (doneBytes / totalBytes) * size),
      ...(this.#trace && { onChunk: (span) => this.#trace?.add(job.input, span) }),
    };
  }

  #say(line: string): void {
    this.#progress.clear();
    this.#context.output.err.write(`${line}\n`);
  }

  /** A line for each file; of many only those that there is something to say of. */
  #report(result: FileResult, seconds: number): void {
    const { nonFinite, resumedChunks, chunks, elements, byteLength, output } = result;
    const notes = [
      ...(nonFinite.output.nan + nonFinite.output.infinite > 0
        ? [
            `${describeNonFinite(nonFinite.output)} in the result (${describeNonFinite(nonFinite.input)} in the input)`,
          ]
        : []),
      ...(resumedChunks > 0
        ? [`${Math.floor((resumedChunks / chunks) * 100)} % were done before`]
        : []),
    ].map((note) => `; ${note}`);
    if (this.#options.dryRun) {
      const size = `${formatCount(elements)} elements in ${formatCount(chunks)} chunks`;
      return this.#say(`would write ${output}: ${size}, ${formatBytes(byteLength)}`);
    }
    if (this.#jobs.length > 1 && notes.length === 0) return;
    const rate = formatBytes(byteLength / seconds);
    this.#say(
      `${this.#work.describe(result)} in ${seconds.toFixed(2)} s (${rate}/s) → ${output === '-' ? 'standard output' : output}${notes.join('')}`,
    );
  }

  /** The last word, and the exit code. */
  finish(seconds: number): void {
    const failed = this.#outcomes.filter((outcome) => outcome.status === 'failed');
    const [first] = failed;
    if (this.#jobs.length === 1) {
      if (first) throw first.error;
      return;
    }
    const results = this.#outcomes.flatMap((outcome) =>
      'result' in outcome ? outcome.result : [],
    );
    if (!this.#options.json && !this.#options.dryRun) {
      const bytes = results.reduce((sum, { byteLength }) => sum + byteLength, 0);
      const rate = `${formatBytes(bytes)} in ${seconds.toFixed(2)} s (${formatBytes(bytes / seconds)}/s)`;
      this.#say(`${results.length} of ${this.#jobs.length} files: ${rate}`);
    }
    if (!first) return;
    const names = failed.map(({ job }) => job.input);
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
    this.#say(
      `actigrad: ${failed.length} of ${this.#jobs.length} files failed: ${shown} [CLI_FILES_FAILED]`,
    );
    const isUsage = failed.every(({ error }) => exitCodeOf(error) === exitCodes.usage);
    const allFailed = isUsage ? exitCodes.usage : exitCodes.failed;
    this.#context.reportFailures(results.length > 0 ? exitCodes.partlyFailed : allFailed);
  }

  /** What `--json` prints. */
  summary(seconds: number, { workers, callingThread, wide }: PoolStats, threads: number): object {
    const files = this.#outcomes.map((outcome) => {
      if (outcome.status === 'failed') {
        const { input, output } = outcome.job;
        return { status: 'failed', input, output, error: errorToJson(outcome.error) };
      }
      return { status: outcome.status, ...outcome.result, seconds: outcome.seconds };
    });
    const results = this.#outcomes.flatMap((outcome) =>
      'result' in outcome ? outcome.result : [],
    );
    const sum = (count: (result: FileResult) => number): number =>
      results.reduce((total, result) => total + count(result), 0);
    return {
      schemaVersion: 1,
      command: this.#work.command,
      ...this.#work.about,
      files,
      totals: {
        files: this.#jobs.length,
        failed: this.#jobs.length - results.length,
        elements: sum(({ elements }) => elements),
        bytes: sum(({ byteLength }) => byteLength),
        seconds,
      },
      threads,
      wide,
      stats: { callingThread, workers: [...workers].map(([id, stats]) => ({ id, ...stats })) },
    };
  }
}

function describeNonFinite({ nan, infinite }: { nan: number; infinite: number }): string {
  return `${formatCount(nan)} NaN and ${formatCount(infinite)} infinite`;
}
