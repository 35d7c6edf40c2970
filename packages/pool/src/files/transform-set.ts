import { mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Activation } from '@actigrad/core';
import { byteLengthOf } from '@actigrad/tensors';
import { openTensors, writeFileAtomically, type TensorFile } from '@actigrad/tensors/node';
import { rangeError } from '../errors.ts';
import { transformFile, type FileEngine } from './apply-file.ts';
import type { FileOptions, FileResult } from './file-options.ts';
import { requireSelection } from './plan-file.ts';
import { createSelector } from './select-names.ts';

const indexSuffix = '.safetensors.index.json';

/**
 * Computes a file, or each shard of a set and then its index: shards keep their names, and the set is whole when its
 * index is there.
 */
export async function transformSet(
  engine: FileEngine,
  activation: Activation | undefined,
  input: string,
  output: string,
  options: FileOptions,
): Promise<FileResult> {
  if (!input.endsWith(indexSuffix))
    return transformFile(engine, activation, input, output, options);
  if (!output.endsWith(indexSuffix)) {
    throw rangeError(
      'POOL_OPTION',
      `the output of a set is ${output}; it must be an index too: *${indexSuffix}`,
    );
  }
  await using set = await openTensors(input);
  requireSelection(set.tensors.keys(), options.select, input);
  const isInPlace = (await realpath(output).catch(() => output)) === (await realpath(input));
  const totalBytes = [...set.shards.values()].reduce((sum, shard) => sum + shard.byteLength, 0);
  const results: FileResult[] = [];
  let before = 0;
  for (const [name, shard] of set.shards) {
    const target = join(dirname(output), name);
    if (!options.dryRun) await mkdir(dirname(target), { recursive: true });
    const { onProgress, backward } = options;
    const how: FileOptions = {
      ...options,
      ...(backward !== undefined && { backward: join(dirname(backward), name) }),
      ...(onProgress && {
        onProgress: ({ doneBytes }) => onProgress({ doneBytes: before + doneBytes, totalBytes }),
      }),
    };
    results.push(await transformFile(engine, activation, shard.path, target, how, true));
    before += shard.byteLength;
  }
  if (!options.dryRun && (!isInPlace || changesIndex(options)))
    await writeFileAtomically(output, [await indexOf(set, input, options)]);
  return sumOf(results, input, output);
}

function changesIndex({ others, dtype }: FileOptions): boolean {
  return others === 'drop' || dtype !== undefined;
}

/** The index as it was, but for tensors that were dropped and the bytes of those that were converted. */
async function indexOf(set: TensorFile, input: string, options: FileOptions): Promise<Uint8Array> {
  const text = await readFile(input);
  if (!changesIndex(options)) return text;
  const isSelected = createSelector(options.select);
  const index = JSON.parse(text.toString()) as {
    metadata?: object;
    weight_map: Record<string, string>;
  };
  const written = [...set.tensors.values()].filter(
    ({ name }) => options.others !== 'drop' || isSelected(name),
  );
  const total_size = written.reduce((sum, { name, dtype, length }) => {
    const stored = (isSelected(name) && options.dtype) || dtype;
    return sum + byteLengthOf(stored, length);
  }, 0);
  const weight_map = Object.fromEntries(written.map(({ name }) => [name, index.weight_map[name]]));
  const changed = { ...index, metadata: { ...index.metadata, total_size }, weight_map };
  return new TextEncoder().encode(`${JSON.stringify(changed, null, 2)}\n`);
}

function sumOf(results: readonly FileResult[], input: string, output: string): FileResult {
  const sum = (count: (result: FileResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    input,
    output,
    format: 'safetensors',
    tensors: sum(({ tensors }) => tensors),
    elements: sum(({ elements }) => elements),
    byteLength: sum(({ byteLength }) => byteLength),
    chunks: sum(({ chunks }) => chunks),
    resumedChunks: sum(({ resumedChunks }) => resumedChunks),
    nonFinite: {
      input: {
        nan: sum(({ nonFinite }) => nonFinite.input.nan),
        infinite: sum(({ nonFinite }) => nonFinite.input.infinite),
      },
      output: {
        nan: sum(({ nonFinite }) => nonFinite.output.nan),
        infinite: sum(({ nonFinite }) => nonFinite.output.infinite),
      },
    },
  };
}
