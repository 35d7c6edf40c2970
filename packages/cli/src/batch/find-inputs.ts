import { lstat, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { glob } from 'tinyglobby';
import { UsageError } from '../errors.ts';

/** A file of a batch, and what it is called in a folder of outputs. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

const tensorFiles = '**/*.{npy,npz,safetensors,safetensors.index.json}';

/**
 * The files that are named, those in the folders that are, and those that match the patterns that no shell has expanded,
 * each once. A folder's files keep their place in it; the shards of a set are its index's. `-` is standard input.
 */
export async function findInputs(arguments_: readonly string[]): Promise<readonly Input[]> {
  const found = new Map<string, Input>();
  for (const argument of arguments_) {
    for (const input of await expand(argument))
      if (!found.has(input.path)) found.set(input.path, input);
  }
  return [...found.values()];
}

async function expand(argument: string): Promise<readonly Input[]> {
  if (argument === '-') return [{ path: '-', name: '-' }];
  if (await isFolder(argument)) return filesIn(argument, tensorFiles);
  // A file may have such a name, though few do.
  const isPattern = /[*?[{]/.test(argument) && !(await exists(argument));
  if (!isPattern) return [{ path: argument, name: basename(argument) }];
  const start = argument.search(/[^/]*[*?[{]/);
  const folder = argument.slice(0, start);
  const matches = await filesIn(folder || '.', argument.slice(start));
  if (matches.length === 0) throw new UsageError(`no file matches ${argument}`);
  return folder ? matches : matches.map(({ name }) => ({ path: name, name }));
}

async function filesIn(folder: string, pattern: string): Promise<readonly Input[]> {
  const names = (await glob(pattern, { cwd: folder, dot: false })).toSorted();
  const shards = new Set<string>();
  for (const name of names) {
    if (!name.endsWith('.index.json')) continue;
    const place = name.slice(0, name.length - basename(name).length);
    for (const shard of await shardsOf(join(folder, name))) shards.add(place + shard);
  }
  return names
    .filter((name) => !shards.has(name))
    .map((name) => ({ path: join(folder, name), name }));
}

/** What is wrong with an index is said when it is opened. */
async function shardsOf(index: string): Promise<readonly string[]> {
  try {
    const { weight_map } = JSON.parse(await readFile(index, 'utf8')) as { weight_map: object };
    return Object.values(weight_map).map(String);
  } catch {
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Only for the bar: what cannot be read is reported when it is opened. */
export async function sizeOf(path: string): Promise<number> {
  if (path === '-') return 0;
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
