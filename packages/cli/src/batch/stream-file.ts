import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Activation } from '@actigrad/core';
import type { ChunkSpan, FileOptions, FileResult, Pool } from '@actigrad/pool';
import {
  byteLengthOf,
  encodeNpy,
  encodeSafetensors,
  type NamedTensorInput,
  type NpyOptions,
  type Tensor,
} from '@actigrad/tensors';
import {
  TensorsError,
  encodeNpz,
  openTensors,
  writeFileAtomically,
  type NpzWriteOptions,
  type TensorFile,
  type TensorFormat,
} from '@actigrad/tensors/node';
import { UsageError } from '../errors.ts';
import { writeStdout } from '../output.ts';
import type { Job } from './plan-outputs.ts';
import { openStandardInput } from './standard-input.ts';

export interface StreamOptions extends FileOptions {
  /** Deflates what an .npz holds. */
  readonly isCompressed?: boolean;
}

/**
 * Applies a function to tensors from standard input, into standard output, or into an archive that is deflated: all that
 * is written from front to back, so that nothing of it can be resumed.
 */
export async function applyStream(
  pool: Pool,
  activation: Activation,
  job: Job,
  how: StreamOptions,
): Promise<FileResult> {
  refuseForStreams(job, how);
  const tally = new StreamTally();
  const { signal, select, failOnNonFinite, onChunk } = how;
  const map = (tensors: readonly Tensor[]): Iterable<NamedTensorInput> =>
    pool.mapTensors(activation, tensors, {
      ...(signal && { signal }),
      ...(select && { select }),
      ...(failOnNonFinite && { failOnNonFinite }),
      onChunk(span) {
        tally.add(span);
        onChunk?.(span);
      },
    });
  const result = await passThrough(job, how, map);
  return { ...result, ...tally.result };
}

/** Converts a stream to another format or dtype. */
export async function convertStream(job: Job, how: StreamOptions): Promise<FileResult> {
  refuseForStreams(job, how);
  if (how.select || how.failOnNonFinite)
    throw new UsageError('streams are converted whole, and not looked into; select from files');
  const { dtype } = how;
  return passThrough(job, how, (tensors) =>
    dtype === undefined
      ? tensors
      : tensors.map((tensor) => {
          const { name, shape, order, byteOrder } = tensor;
          return { name, shape, order, byteOrder, dtype, data: tensor.chunks() };
        }),
  );
}

async function passThrough(
  job: Job,
  how: StreamOptions,
  map: (tensors: readonly Tensor[]) => Iterable<NamedTensorInput>,
): Promise<FileResult> {
  const npy: NpyOptions = how.npyVoid2 ? { npyVoid2: how.npyVoid2 } : {};
  const input = job.input === '-' ? await openStandardInput(npy, how.signal) : undefined;
  await using file = input?.file ?? (input ? undefined : await openTensors(job.input, npy));
  const tensors: readonly Tensor[] = input?.array
    ? [input.array]
    : [...(file?.tensors.values() ?? [])];
  const format = how.format ?? formatOf(job.output) ?? file?.format ?? 'npy';
  if (how.isCompressed && format !== 'npz')
    throw new UsageError(`--compress is for archives; the result is .${format}, not .npz`);
  if (file && !how.inPlace) await requireOtherFile(job, file);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* encode(format, map(tensors), file, { ...npy, isCompressed: how.isCompressed ?? false });
    // Before the output gets its name. What came by standard input has none that others could write to.
    if (job.input !== '-') await file?.verifyUnchanged();
  }

  if (job.output === '-') await writeStdout(bytes(), how.signal);
  else await writeFileAtomically(job.output, bytes());
  const sum = (count: (tensor: Tensor) => number): number =>
    tensors.reduce((total, tensor) => total + count(tensor), 0);
  const none = { nan: 0, infinite: 0 };
  return {
    input: job.input,
    output: job.output,
    format,
    tensors: tensors.length,
    elements: sum(({ length }) => length),
    byteLength: sum(({ dtype, length }) => byteLengthOf(how.dtype ?? dtype, length)),
    chunks: 0,
    resumedChunks: 0,
    nonFinite: { input: none, output: none },
  };
}

/** Also through links: what counts is the file, not its name. */
async function requireOtherFile({ input, output }: Job, { sources }: TensorFile): Promise<void> {
  const to = await stat(output, { bigint: true }).catch(() => undefined);
  if (!sources.some(({ identity: { dev, ino } }) => dev === to?.dev && ino === to.ino)) return;
  throw new UsageError(`the output ${output} is the input ${input}; ask for it with --in-place`);
}

class StreamTally {
  readonly #tensors = new Set<string>();
  readonly #nonFinite = { input: { nan: 0, infinite: 0 }, output: { nan: 0, infinite: 0 } };
  #chunks = 0;
  #elements = 0;

  add({ tensor, elements, nonFinite }: ChunkSpan): void {
    this.#tensors.add(tensor);
    this.#chunks++;
    this.#elements += elements;
    for (const side of ['input', 'output'] as const) {
      this.#nonFinite[side].nan += nonFinite[side].nan;
      this.#nonFinite[side].infinite += nonFinite[side].infinite;
    }
  }

  get result(): Pick<FileResult, 'tensors' | 'chunks' | 'elements' | 'nonFinite'> {
    const [chunks, elements] = [this.#chunks, this.#elements];
    return { tensors: this.#tensors.size, chunks, elements, nonFinite: this.#nonFinite };
  }
}

async function* encode(
  format: TensorFormat,
  tensors: Iterable<NamedTensorInput>,
  file: TensorFile | undefined,
  npy: NpzWriteOptions,
): AsyncGenerator<Uint8Array> {
  if (format === 'safetensors') yield* encodeSafetensors(tensors, file?.metadata);
  else if (format === 'npz') yield* encodeNpz(tensors, npy);
  else {
    const [tensor, ...others] = [...tensors];
    if (!tensor || others.length > 0) {
      throw new TensorsError(
        'TENSORS_LAYOUT_UNSUPPORTED',
        'an .npy array is one tensor; say --format npz or safetensors for several',
      );
    }
    yield* encodeNpy(tensor, npy);
  }
}

/** What needs to go back, or to read twice. */
function refuseForStreams({ output }: Job, how: FileOptions): void {
  const asked = Object.entries({
    '--backward': how.backward,
    '--others': how.others,
    '--resume': how.resume,
    '--dry-run': how.dryRun,
  }).flatMap(([option, value]) => (value ? [option] : []));
  if (asked.length > 0)
    throw new UsageError(
      `${asked.join(' and ')} cannot be done with standard input, standard output or --compress`,
    );
  if (output === '-' && process.stdout.isTTY)
    throw new UsageError('the result is binary; send standard output to a file or a program');
}

function formatOf(path: string): TensorFormat | undefined {
  return /\.(npy|npz|safetensors)$/.exec(basename(path))?.[1] as TensorFormat | undefined;
}
