import { createHash } from 'node:crypto';
import { realpathSync, statSync, type BigIntStats } from 'node:fs';
import { kernelBuild, type Activation } from '@actigrad/core';
import { byteLengthOf } from '@actigrad/tensors';
import {
  combineCrc32,
  openTensors,
  type TensorFile,
  type TensorFormat,
} from '@actigrad/tensors/node';
import { rangeError } from '../errors.ts';
import { layoutInOrder } from './channel-layout.ts';
import { runChunk, type ChunkCrew, type ChunkWork } from './chunk-crew.ts';
import { createChunkQueue, type ClaimedChunk } from './chunk-queue.ts';
import { chunkBytes, type ChunkBuffers } from './chunk-task.ts';
import { spanOf, type FileOptions, type FileResult } from './file-options.ts';
import { NonFiniteTally, failureOf, requireFinite } from './file-outcome.ts';
import { PartialFile } from './partial-file.ts';
import { planFile, rangeOf, requireSelection, type FilePlan } from './plan-file.ts';
import { chunksAtATime, type Slot, type SlotShelf } from './slots.ts';
import { encodedBytes } from './transform-chunk.ts';

/** What files are computed with. */
export interface FileEngine {
  readonly crew: ChunkCrew;
  readonly slots: SlotShelf;
  readonly stallTimeoutMs: number;
}

/** So much is written before the disk is told to begin: the end has less to wait for. */
const flushBytes = 256 * 2 ** 20;

/** Computes a file into another, or converts it if there is no activation. A shard of a set may have nothing selected. */
export async function transformFile(
  engine: FileEngine,
  activation: Activation | undefined,
  input: string,
  output: string,
  options: FileOptions,
  isShard = false,
): Promise<FileResult> {
  options.signal?.throwIfAborted();
  const npy = options.npyVoid2 && { npyVoid2: options.npyVoid2 };
  await using x = await openTensors(input, npy);
  await using dy =
    options.backward === undefined ? undefined : await openTensors(options.backward, npy);
  const path = realPathOf(output);
  if (!options.inPlace) requireOtherFile(path, x, dy);
  if (!isShard) requireSelection(x.tensors.keys(), options.select, input);
  const format = options.format ?? formatOf(output) ?? x.format;
  const plan = planFile(x, dy, { ...options, format, isComputed: activation !== undefined });
  const about = {
    input,
    output,
    format,
    tensors: plan.selected,
    byteLength: plan.layout.byteLength,
    chunks: plan.chunks,
  };
  if (options.dryRun) return { ...about, ...notRun(plan) };
  const key = keyOf(activation, x, dy, format, options);
  const partial = PartialFile.open(path, {
    key,
    byteLength: plan.layout.byteLength,
    chunks: plan.chunks,
    isResumed: options.resume ?? false,
  });
  const run = new FileRun(engine, activation, { input, x, dy, plan, partial }, options);
  try {
    await run.computeChunks();
    for (const { position, bytes } of plan.layout.framing((name) => run.checksumOf(name)))
      await partial.write(position, bytes);
    await x.verifyUnchanged();
    await dy?.verifyUnchanged();
    await partial.commit();
  } catch (error) {
    // What an interruption, or a thread that died, leaves is right as far as it goes.
    const isInterrupted =
      options.signal?.aborted ||
      String((error as { code?: unknown }).code).startsWith('POOL_WORKER');
    if (isInterrupted) partial.keep();
    else partial.discard();
    throw error;
  }
  const { elements, resumedChunks, nonFinite } = run;
  return { ...about, elements, resumedChunks, nonFinite };
}

/** What would be computed, and that nothing is known of it. */
function notRun({ parts }: FilePlan): Pick<FileResult, 'elements' | 'resumedChunks' | 'nonFinite'> {
  const elements = parts.reduce((sum, { isSelected, x }) => sum + (isSelected ? x.length : 0), 0);
  return { elements, resumedChunks: 0, nonFinite: new NonFiniteTally().counts };
}

interface OpenFiles {
  readonly input: string;
  readonly x: TensorFile;
  readonly dy: TensorFile | undefined;
  readonly plan: FilePlan;
  readonly partial: PartialFile;
}

/** The chunks of one file on their way. */
class FileRun {
  readonly #engine: FileEngine;
  readonly #activation: Activation | undefined;
  readonly #files: OpenFiles;
  readonly #options: FileOptions;
  readonly #checksums: number[] = [];
  readonly #tally = new NonFiniteTally();
  #doneBytes = 0;
  #flushedBytes = 0;
  #flushing: Promise<void> | undefined;
  elements = 0;
  resumedChunks = 0;

  constructor(
    engine: FileEngine,
    activation: Activation | undefined,
    files: OpenFiles,
    options: FileOptions,
  ) {
    this.#engine = engine;
    this.#activation = activation;
    this.#files = files;
    this.#options = options;
  }

  get nonFinite(): FileResult['nonFinite'] {
    return this.#tally.counts;
  }

  /** CRC-32 of the stored bytes of a tensor. */
  checksumOf(name: string): number {
    let checksum = 0;
    const part = this.#files.plan.parts.find(({ x }) => x.name === name);
    if (!part) return checksum;
    for (let chunk = 0; chunk < part.chunks; chunk++) {
      const bytes = byteLengthOf(part.target.dtype, rangeOf(part, chunk).length);
      checksum = combineCrc32(checksum, this.#checksums[part.firstChunk + chunk] ?? 0, bytes);
    }
    return checksum;
  }

  async computeChunks(): Promise<void> {
    const { plan, x, dy } = this.#files;
    const queue = createChunkQueue(plan, x, dy);
    const stopped = new AbortController();
    const signal = AbortSignal.any([
      stopped.signal,
      ...(this.#options.signal ? [this.#options.signal] : []),
    ]);
    const lane = async (): Promise<void> => {
      const slot = await this.#engine.slots.takeInTurn();
      try {
        for (let chunk; (chunk = await queue.next(slot)) !== undefined;) {
          signal.throwIfAborted();
          await this.#compute(chunk, slot, signal);
        }
      } catch (thrown) {
        stopped.abort(thrown);
        throw thrown;
      } finally {
        this.#engine.slots.giveBack(slot);
      }
    };
    const lanes = Math.min(chunksAtATime(this.#engine.crew.threads), Math.max(plan.chunks, 1));
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
    await queue.close();
    await this.#flushing;
    signal.throwIfAborted();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async #compute(chunk: ClaimedChunk, slot: Slot, signal: AbortSignal): Promise<void> {
    const { input, partial } = this.#files;
    const { part, index, start, length } = chunk;
    const position = part.position + byteLengthOf(part.target.dtype, start);
    const byteLength = byteLengthOf(part.target.dtype, length);
    const isWide = part.x.dtype === 'F64';
    const buffers = slot.buffers(isWide ? 8 : 4, chunk.dy !== undefined, position);
    const before = await partial.finishedBefore(
      index,
      position,
      buffers.stored.subarray(0, byteLength),
    );
    if (before === undefined) {
      const work = this.#workOn(chunk, buffers);
      const { crew, stallTimeoutMs } = this.#engine;
      const report = await runChunk(work, crew, signal, stallTimeoutMs);
      if (report.failure) throw failureOf(report.failure, input);
      if (part.isSelected) this.#tally.add(report);
      if (part.isSelected && this.#options.failOnNonFinite)
        requireFinite(report, part.x.name, start, start + length);
      this.#checksums[index] = report.crc32;
      await partial.writeChunk(index, position, encodedBytes(work), report.crc32);
      this.#options.onChunk?.(spanOf(report, part.x.name, index, byteLength));
      this.#flush(byteLength);
    } else {
      this.#checksums[index] = before;
      this.resumedChunks++;
    }
    if (part.isSelected) this.elements += length;
    this.#doneBytes += byteLength;
    const totalBytes = this.#files.plan.layout.byteLength;
    this.#options.onProgress?.({ doneBytes: this.#doneBytes, totalBytes });
  }

  #workOn({ part, start, length, x, dy }: ClaimedChunk, buffers: ChunkBuffers): ChunkWork {
    const activation = part.isSelected ? this.#activation : undefined;
    const layout = { shape: part.x.shape, order: part.order };
    return {
      ...(activation && { activation: { id: activation.id, parameters: activation.parameters } }),
      length,
      layout: layoutInOrder(layout, start, this.#options.channelAxis),
      source: { dtype: part.x.dtype, byteOrder: part.x.byteOrder },
      target: part.target,
      x,
      ...(dy && { dy }),
      buffers,
      what: `tensor "${part.x.name}" of ${this.#files.input}`,
    };
  }

  /** Beside the work; a failure is thrown at the end. */
  #flush(byteLength: number): void {
    this.#flushedBytes += byteLength;
    if (this.#flushing || this.#flushedBytes < flushBytes) return;
    this.#flushedBytes = 0;
    this.#flushing = this.#files.partial.flush().then(() => void (this.#flushing = undefined));
    this.#flushing.catch(() => {});
  }
}

/** Undefined where there is none; what else is wrong with it is said when it is opened. */
function identityOf(path: string): Pick<BigIntStats, 'dev' | 'ino'> | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // It does not exist, or what is wrong with it is said when it is opened.
    return path;
  }
}

/** Also through links and other spellings: what counts is the file, not its name. */
function requireOtherFile(output: string, x: TensorFile, dy: TensorFile | undefined): void {
  const to = identityOf(output);
  for (const { identity, path } of [...x.sources, ...(dy?.sources ?? [])]) {
    if (to?.dev !== identity.dev || to.ino !== identity.ino) continue;
    throw rangeError(
      'POOL_OUTPUT_IS_INPUT',
      `the output ${output} is the input ${path}; write to another file, or ask for it in place`,
    );
  }
}

function formatOf(path: string): TensorFormat | undefined {
  const extension = /\.(npy|npz|safetensors)$/.exec(path)?.[1];
  return extension as TensorFormat | undefined;
}

/** Everything that the bytes of the output follow from: the same key, the same bytes. */
function keyOf(
  activation: Activation | undefined,
  x: TensorFile,
  dy: TensorFile | undefined,
  format: TensorFormat,
  { select, others, dtype, npyVoid2, channelAxis }: FileOptions,
): string {
  const parameters = Object.entries(activation?.parameters ?? {}).map(([name, value]) =>
    typeof value === 'number' ? [name, String(value)] : [name, ...value].map(String),
  );
  const files = [...x.sources, ...(dy?.sources ?? [])].map(({ identity }) =>
    Object.values(identity).map(String),
  );
  const settings = [format, select, others, dtype, npyVoid2, channelAxis, chunkBytes];
  const work = [kernelBuild, activation?.id, parameters, files, settings];
  return createHash('sha256').update(JSON.stringify(work)).digest('hex');
}
