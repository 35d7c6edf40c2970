import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Input } from './find-inputs.ts';

/** One file and where its result goes. */
export interface Job {
  readonly input: string;
  readonly output: string;
  /** The gradients that belong to it. */
  readonly backward?: string;
}

export interface OutputOptions {
  readonly output?: string;
  readonly inPlace?: boolean;
  readonly backward?: string;
  /** The extension that outputs in a folder get; by default that of the input. */
  readonly format?: string;
}

/**
 * Where each result goes: one file to the output itself, unless that is a folder; several to a folder, under the names
 * they have. Nothing is written where two results would meet.
 */
export async function planOutputs(
  inputs: readonly Input[],
  options: OutputOptions,
): Promise<readonly Job[]> {
  const { output, inPlace, backward } = options;
  if (inputs.length === 0) throw new UsageError('there is no .npy, .npz or .safetensors file');
  if ((output === undefined) === (inPlace !== true)) {
    throw new UsageError('say where the result goes: either --output or --in-place');
  }
  const [first] = inputs;
  const isFolder = await isFolderPath(output, inputs.length);
  const jobs = inputs.map(({ path, name }): Job => {
    const target = inPlace ? path : isFolder ? join(output ?? '', rename(name, options)) : output;
    const gradients = backward !== undefined && isFolder ? join(backward, name) : backward;
    return {
      input: path,
      output: target ?? path,
      ...(gradients !== undefined && { backward: gradients }),
    };
  });
  if (inputs.length > 1 && inputs.some(({ path }) => path === '-')) {
    throw new UsageError('standard input is one input of its own');
  }
  if (inPlace && first?.path === '-') throw new UsageError('standard input cannot be replaced');
  requireDifferent(jobs);
  return jobs;
}

/** Makes the folders that results of a batch go to. */
export async function makeFolders(jobs: readonly Job[], inputs: readonly Input[]): Promise<void> {
  if (jobs.length === 1 && jobs[0]?.output !== undefined && inputs.length === 1) return;
  for (const folder of new Set(jobs.map(({ output }) => dirname(output))))
    await mkdir(folder, { recursive: true });
}

async function isFolderPath(output: string | undefined, inputs: number): Promise<boolean> {
  if (output === undefined || output === '-') {
    if (output === '-' && inputs > 1)
      throw new UsageError('standard output takes one result; there are several inputs');
    return false;
  }
  const stats = await stat(output).catch(() => undefined);
  if (stats?.isDirectory() || output.endsWith('/')) return true;
  if (inputs > 1 && stats)
    throw new UsageError(`${output} is a file; the results of ${inputs} files go to a folder`);
  return inputs > 1;
}

function rename(name: string, { format }: OutputOptions): string {
  if (format === undefined || name.endsWith('.index.json')) return name;
  return name.replace(/\.(npy|npz|safetensors)$/, `.${format}`);
}

function requireDifferent(jobs: readonly Job[]): void {
  const inputOf = new Map<string, string>();
  for (const { input, output } of jobs) {
    const other = inputOf.get(output);
    if (other !== undefined)
      throw new UsageError(`${other} and ${input} would both be written to ${output}`);
    inputOf.set(output, input);
  }
}
