import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  countNonFinite,
  hostByteOrder,
  isFloatDType,
  floatBytes,
  swapBytes,
} from '@actigrad/tensors';
import { openTensors, type TensorFile } from '@actigrad/tensors/node';
import { findInputs } from '../batch/find-inputs.ts';
import type { Context } from '../command-line/command.ts';
import { VerifyError, describeError, errorToJson, exitCodes } from '../errors.ts';
import { formatBytes, formatCount } from '../format.ts';
import { paint, printJson, printLine, type Output } from '../output.ts';

export interface VerifyOptions {
  readonly npyVoid2?: 'bf16';
  readonly failOnNonfinite?: boolean;
  readonly json?: boolean;
}

interface TensorReport {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly byteLength: number;
  readonly nan: number;
  readonly infinite: number;
}

interface FileReport {
  readonly file: string;
  readonly format: string;
  readonly byteLength: number;
  /** Of the file; of a set that of its index. */
  readonly sha256: string;
  readonly tensors: readonly TensorReport[];
}

/**
 * `actigrad verify <files…>`: reads every byte. Headers and lengths are checked when a file is opened, the checksums of
 * archives when they are read; goes on past a bad file.
 */
export async function verify(
  context: Context,
  paths: readonly string[],
  options: VerifyOptions,
): Promise<void> {
  const { output, signal } = context;
  const inputs = await findInputs(paths);
  const files: object[] = [];
  let failed = 0;
  let last: unknown;
  for (const { path } of inputs) {
    signal.throwIfAborted();
    try {
      const report = await verifyFile(path, options, signal);
      files.push({ status: 'ok', ...report });
      if (!options.json) printReport(output, report);
    } catch (error) {
      signal.throwIfAborted();
      failed++;
      last = error;
      files.push({ status: 'failed', file: path, error: errorToJson(error) });
      if (inputs.length > 1) output.err.write(`${describeError(error, path)}\n`);
    }
  }
  if (options.json) printJson(output, { schemaVersion: 1, command: 'verify', files, failed });
  if (failed === 0) return;
  if (inputs.length === 1) throw last;
  context.reportFailures(failed < inputs.length ? exitCodes.partlyFailed : exitCodes.failed);
}

async function verifyFile(
  path: string,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<FileReport> {
  const npy = options.npyVoid2 ? { npyVoid2: options.npyVoid2 } : {};
  await using file = await openTensors(path, npy);
  const tensors: TensorReport[] = [];
  for (const name of file.tensors.keys()) tensors.push(await verifyTensor(file, name, signal));
  const odd = tensors.find(({ nan, infinite }) => nan + infinite > 0);
  if (options.failOnNonfinite && odd) {
    throw new VerifyError(
      `tensor "${odd.name}" of ${path} has ${odd.nan} NaN and ${odd.infinite} infinities; all numbers are to be finite`,
    );
  }
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { signal })) hash.update(piece as Uint8Array);
  await file.verifyUnchanged();
  const shards = [...file.shards.values()];
  const sizes = shards.length > 0 ? shards : file.sources;
  const byteLength = sizes.reduce((sum, source) => sum + source.byteLength, 0);
  return { file: path, format: file.format, byteLength, sha256: hash.digest('hex'), tensors };
}

async function verifyTensor(
  file: TensorFile,
  name: string,
  signal: AbortSignal,
): Promise<TensorReport> {
  const { dtype, shape, byteLength, byteOrder, ...tensor } = file.tensor(name);
  let nan = 0;
  let infinite = 0;
  for await (const bytes of file.tensor(name).byteChunks()) {
    signal.throwIfAborted();
    if (!isFloatDType(dtype)) continue;
    if (byteOrder !== hostByteOrder) swapBytes(bytes, floatBytes(dtype));
    const counts = countNonFinite(bytes, dtype);
    nan += counts.nan;
    infinite += counts.infinite;
  }
  return { name: tensor.name, dtype, shape, byteLength, nan, infinite };
}

function printReport(
  output: Output,
  { file, format, byteLength, sha256, tensors }: FileReport,
): void {
  const sum = (count: (tensor: TensorReport) => number): number =>
    tensors.reduce((total, tensor) => total + count(tensor), 0);
  const [nan, infinite] = [sum((tensor) => tensor.nan), sum((tensor) => tensor.infinite)];
  const odd =
    nan + infinite > 0 ? `, ${formatCount(nan)} NaN, ${formatCount(infinite)} infinite` : '';
  const count = `${formatCount(tensors.length)} tensor${tensors.length === 1 ? '' : 's'}`;
  printLine(
    output,
    `${paint(output, 'green', 'ok')}  ${file}  .${format}, ${count}, ${formatBytes(byteLength)}${odd}  sha256 ${sha256}`,
  );
}
