import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { TensorsError, count, quote } from './errors.ts';
import { FileSource } from './file-source.ts';
import { ioError } from './io-error.ts';
import { JsonReader } from './json-reader.ts';
import { MAX_SAFETENSORS_HEADER_BYTES, MAX_SHARDS } from './limits.ts';
import { openSafetensors, type TensorSet } from './safetensors.ts';
import type { Tensor } from './tensor.ts';

/** A set of shards, with the files that stay open for it. */
export interface ShardSet extends TensorSet {
  readonly sources: readonly FileSource[];
  /** The shards by the names that the index has for them. */
  readonly shards: ReadonlyMap<string, FileSource>;
}

/**
 * Opens all shards that a `*.safetensors.index.json` names. The index and the shards must name the same tensors, and the
 * shards lie, links followed, inside `root`, by default the folder of the index.
 * @throws TENSORS_SHARD_OUTSIDE_FOLDER, TENSORS_SHARDS_INCONSISTENT, and what opening one safetensors file throws
 */
export async function openShards(
  indexPath: string,
  root: string = dirname(indexPath),
): Promise<ShardSet> {
  const index = await FileSource.open(indexPath);
  const sources = [index];
  try {
    const shardOfTensor = parseIndex(await readIndex(index));
    const shards = [...new Set(shardOfTensor.values())];
    if (shards.length > MAX_SHARDS) {
      throw new TensorsError(
        'TENSORS_SHARDS_INCONSISTENT',
        `index names ${count(shards.length)} shards; the limit is ${count(MAX_SHARDS)}`,
      );
    }
    const tensors = new Map<string, Tensor>();
    const metadata = new Map<string, string>();
    const sourceOfShard = new Map<string, FileSource>();
    for (const shard of shards) {
      const source = await FileSource.open(await resolveShard(dirname(indexPath), shard, root));
      sources.push(source);
      sourceOfShard.set(shard, source);
      const set = await openSafetensors(source);
      for (const [name, tensor] of set.tensors) {
        if (shardOfTensor.get(name) !== shard)
          throw inconsistent(name, shard, 'holds it, the index does not say so');
        tensors.set(name, tensor);
      }
      for (const [key, value] of set.metadata) metadata.set(key, value);
    }
    for (const [name, shard] of shardOfTensor) {
      if (!tensors.has(name)) throw inconsistent(name, shard, 'lacks it, the index says otherwise');
    }
    return { tensors, metadata, sources, shards: sourceOfShard };
  } catch (error) {
    await Promise.all(sources.map((source) => source.close()));
    throw error;
  }
}

async function readIndex(index: FileSource): Promise<Uint8Array> {
  if (index.byteLength > MAX_SAFETENSORS_HEADER_BYTES) {
    throw new TensorsError(
      'TENSORS_HEADER_TOO_LARGE',
      `index is ${count(index.byteLength)} bytes; the limit is ${count(MAX_SAFETENSORS_HEADER_BYTES)}`,
    );
  }
  return index.read(0, index.byteLength);
}

/** Maps tensor names to file names; what else the index says is stepped over. */
function parseIndex(text: Uint8Array): ReadonlyMap<string, string> {
  const reader = new JsonReader(text, 'index');
  const shardOfTensor = new Map<string, string>();
  let hasMap = false;
  reader.readObject((key) => {
    if (key !== 'weight_map') return reader.skipValue();
    hasMap = true;
    reader.readObject((name) => shardOfTensor.set(name, reader.readString()));
  });
  reader.expectEnd();
  if (!hasMap) throw new TensorsError('TENSORS_KEYS_INVALID', 'index lacks weight_map');
  return shardOfTensor;
}

/** A shard's name is a stranger's: it is only followed to files inside the folder, wherever its links lead. */
async function resolveShard(folder: string, shard: string, root: string): Promise<string> {
  const outside = new TensorsError(
    'TENSORS_SHARD_OUTSIDE_FOLDER',
    `index names the shard ${quote(shard)}; shards lie inside the folder of their index`,
  );
  if (shard.includes('\\') || shard.includes('\0') || shard.split('/').includes('..'))
    throw outside;
  const path = resolve(folder, shard);
  try {
    const [realRoot, realShard] = await Promise.all([realpath(root), realpath(path)]);
    if (realShard.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)) return realShard;
  } catch (cause) {
    throw ioError(cause, 'open', path);
  }
  throw outside;
}

function inconsistent(name: string, shard: string, problem: string): TensorsError {
  return new TensorsError(
    'TENSORS_SHARDS_INCONSISTENT',
    `tensor ${quote(name)}: shard ${quote(basename(shard))} ${problem}`,
  );
}
