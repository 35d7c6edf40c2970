import type { NonFinite } from '@actigrad/tensors';
import type { TensorFormat } from '@actigrad/tensors/node';
import { anything, callRules, type CallOptions, type Rules } from '../options.ts';
import type { ChunkReport } from './chunk-task.ts';

/** What became of one chunk, in milliseconds since 1970; for traces. */
export interface ChunkSpan extends Pick<
  ChunkReport,
  'threadId' | 'elements' | 'bytesRead' | 'nonFinite'
> {
  readonly tensor: string;
  /** Of the chunk in the file, from 0. */
  readonly chunk: number;
  readonly bytesWritten: number;
  /**
   * When the thread began to read and to compute it, when writing it began, beside what the thread did next, and when that
   * ended.
   */
  readonly at: readonly [read: number, compute: number, write: number, end: number];
}

/** Of a chunk that has just been written. */
export function spanOf(
  { threadId, elements, bytesRead, nonFinite, at: [read, compute, end] }: ChunkReport,
  tensor: string,
  chunk: number,
  bytesWritten = 0,
): ChunkSpan {
  const written = bytesWritten > 0 ? performance.timeOrigin + performance.now() : end;
  const at = [read, compute, end, written] as const;
  return { threadId, elements, bytesRead, nonFinite, tensor, chunk, bytesWritten, at };
}

/** Bytes of output that are computed, or were found whole when resuming, of all. */
export interface FileProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface TensorsOptions extends Pick<CallOptions, 'signal'> {
  /** Names of tensors, in which * stands for any characters and ? for one. Default: all. */
  readonly select?: string | readonly string[];
  /** Fails with `POOL_NON_FINITE` at the first chunk with a NaN or an infinity in its result. */
  readonly failOnNonFinite?: boolean;
  /** The axis of parameters that are given for each channel. */
  readonly channelAxis?: number;
  /** Called after each chunk. */
  readonly onChunk?: (span: ChunkSpan) => void;
}

export interface FileOptions extends TensorsOptions {
  /** What becomes of tensors that are not selected. Default: `copy`, byte for byte. */
  readonly others?: 'copy' | 'drop';
  /** Stores the selected tensors in this dtype, rounded once to nearest, ties to even. Default: as they were. */
  readonly dtype?: 'F64' | 'F32' | 'F16' | 'BF16';
  /** Default: by the extension of the output, else that of the input. */
  readonly format?: TensorFormat;
  /** A file of gradients dy, with the same tensors: writes dy · f'(x). */
  readonly backward?: string;
  /** Goes on with what an interrupted run of the same work left. Default: it is begun anew. */
  readonly resume?: boolean;
  /** Allows the output to be the input, or dy; it is replaced when the new one is whole. */
  readonly inPlace?: boolean;
  /** Checks everything that can be checked beforehand, and writes nothing. */
  readonly dryRun?: boolean;
  /** Reads and writes the two-byte void type of .npy as bfloat16. */
  readonly npyVoid2?: 'bf16';
  /** Called after each chunk. */
  readonly onProgress?: (progress: FileProgress) => void;
}

/** What became of a file. */
export interface FileResult {
  readonly input: string;
  readonly output: string;
  readonly format: TensorFormat;
  /** Tensors that were computed; others were copied. */
  readonly tensors: number;
  readonly elements: number;
  readonly byteLength: number;
  readonly chunks: number;
  /** Chunks that an earlier run had finished. */
  readonly resumedChunks: number;
  /** In the selected tensors, but for chunks of an earlier run. */
  readonly nonFinite: { readonly input: NonFinite; readonly output: NonFinite };
}

const flag = {
  says: 'true or false',
  accepts: (value: unknown): boolean => typeof value === 'boolean',
};
const callback = {
  says: 'a function',
  accepts: (value: unknown): boolean => typeof value === 'function',
};
const names = {
  says: 'a name or an array of names',
  accepts: (value: unknown): boolean => [value].flat().every((name) => typeof name === 'string'),
};

function oneOf(...words: readonly string[]): { says: string; accepts(value: unknown): boolean } {
  return {
    says: words.map((word) => `"${word}"`).join(' or '),
    accepts: (value) => words.includes(String(value)),
  };
}

export const tensorsRules: Rules<TensorsOptions> = {
  signal: callRules.signal,
  select: names,
  failOnNonFinite: flag,
  channelAxis: anything,
  onChunk: callback,
};

export const fileRules: Rules<FileOptions> = {
  ...tensorsRules,
  others: oneOf('copy', 'drop'),
  dtype: oneOf('F64', 'F32', 'F16', 'BF16'),
  format: oneOf('npy', 'npz', 'safetensors'),
  backward: anything,
  resume: flag,
  inPlace: flag,
  dryRun: flag,
  npyVoid2: oneOf('bf16'),
  onProgress: callback,
};
