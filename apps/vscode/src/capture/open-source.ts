import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openTensors, TensorsError, type TensorFile } from '@actigrad/tensors/node';
import type { CaptureSource } from './report.ts';

/** Files that name the shards of a set end so. */
const indexEnding = '.safetensors.index.json';

/** A capture, or the captures of a series in order, that can be opened. */
export interface CaptureFile {
  readonly name: string;
  readonly byteLength: number;
  open(): Promise<TensorFile>;
}

export interface OpenedSource {
  readonly isSeries: boolean;
  /** At least one. */
  readonly files: readonly CaptureFile[];
}

/** Finds what there is to read. Nothing is opened yet. */
export async function findFiles(source: CaptureSource): Promise<OpenedSource> {
  if (source.kind === 'refused') {
    throw Object.assign(new Error(source.message), { code: source.code });
  }
  if (source.kind === 'bytes') {
    const { name, bytes } = source;
    const file = { name, byteLength: bytes.byteLength, open: () => openTensors(bytes) };
    return { isSeries: false, files: [file] };
  }
  if (source.kind === 'file') return { isSeries: false, files: [await fileAt(source.path)] };
  const names = (await readdir(source.path)).filter((name) => /\.(safetensors|npz)$/.test(name));
  if (names.length === 0) {
    throw new TensorsError(
      'TENSORS_FILE_NOT_FOUND',
      `${source.path} has no .safetensors or .npz file; a series has one a step`,
    );
  }
  const natural = new Intl.Collator('en', { numeric: true });
  const inOrder = names.toSorted(natural.compare);
  return {
    isSeries: true,
    files: await Promise.all(inOrder.map((name) => fileAt(join(source.path, name), name))),
  };
}

/** What cannot be read has no length; opening it says what is wrong. */
async function fileAt(path: string, name: string = path): Promise<CaptureFile> {
  const byteLength = await (path.endsWith(indexEnding) ? setLength(path) : fileLength(path)).catch(
    () => 0,
  );
  return { name, byteLength, open: () => openTensors(path) };
}

async function fileLength(path: string): Promise<number> {
  return (await stat(path)).size;
}

/** Bytes of all shards of a set. */
async function setLength(path: string): Promise<number> {
  await using set = await openTensors(path);
  return [...set.shards.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
