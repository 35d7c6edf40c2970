import { basename } from 'node:path';
import { bytesSource, type ByteSource } from './byte-source.ts';
import { TensorsError, quote } from './errors.ts';
import { FileSource } from './file-source.ts';
import { openNpy } from './npy.ts';
import type { NpyOptions } from './npy-header.ts';
import { openNpz } from './npz.ts';
import { openSafetensors, type TensorSet } from './safetensors.ts';
import { openShards } from './shards.ts';
import type { Tensor } from './tensor.ts';

export type TensorFormat = 'npy' | 'npz' | 'safetensors';

export interface OpenTensorsOptions extends NpyOptions {
  /** The folder that shards must lie in; by default that of their index. */
  readonly shardRoot?: string;
}

/** An open file of tensors. Close it, or declare it with `await using`. */
export interface TensorFile extends TensorSet, AsyncDisposable {
  readonly format: TensorFormat;
  /** The open files: one, or the index of a set and then its shards; none for bytes in memory. */
  readonly sources: readonly FileSource[];
  /** The shards of a set, by the names that its index has for them; else none. */
  readonly shards: ReadonlyMap<string, FileSource>;
  /** @throws TENSORS_TENSOR_MISSING */
  tensor(name: string): Tensor;
  /** @throws TENSORS_FILE_CHANGED when a file was written to or replaced since it was opened */
  verifyUnchanged(): Promise<void>;
  close(): Promise<void>;
}

const INDEX_SUFFIX = '.safetensors.index.json';

/**
 * Opens a file, a set of shards by its index, or bytes in memory, in any of the three formats. The content decides the
 * format; the extension only does when the content is of none. Headers and lengths are checked, no data is read yet. The
 * one tensor of an .npy file is called after the file, or `array`.
 * @throws TensorsError with the code of the rule that is broken
 */
export async function openTensors(
  input: string | Uint8Array,
  options: OpenTensorsOptions = {},
): Promise<TensorFile> {
  if (typeof input !== 'string')
    return tensorFile([], await openSource(bytesSource(input), '', options));
  if (input.endsWith(INDEX_SUFFIX)) {
    const { sources, shards, ...set } = await openShards(input, options.shardRoot);
    return tensorFile(sources, { format: 'safetensors', ...set }, shards);
  }
  const source = await FileSource.open(input);
  try {
    return tensorFile([source], await openSource(source, input, options));
  } catch (error) {
    await source.close();
    throw error;
  }
}

interface OpenedSet extends TensorSet {
  readonly format: TensorFormat;
}

async function openSource(
  source: ByteSource,
  path: string,
  options: OpenTensorsOptions,
): Promise<OpenedSet> {
  const format = detectFormat(await source.read(0, Math.min(source.byteLength, 9)), path);
  if (format === 'safetensors') return { format, ...(await openSafetensors(source)) };
  const metadata = new Map<string, string>();
  if (format === 'npz') return { format, tensors: await openNpz(source, options), metadata };
  const name = basename(path, '.npy') || 'array';
  return {
    format,
    tensors: new Map([[name, await openNpy(source, { ...options, name })]]),
    metadata,
  };
}

/** An archive starts with an entry or, when it is empty, with its end. */
const ZIP_MAGICS = ['PK\x03\x04', 'PK\x05\x06'];

/** The formats cannot be mistaken: read as a safetensors header length, the other magics are far over the limit. */
function detectFormat(start: Uint8Array, path: string): TensorFormat {
  const text = new TextDecoder('latin1').decode(start);
  if (text.slice(1, 6) === 'NUMPY') return 'npy';
  if (ZIP_MAGICS.some((magic) => text.startsWith(magic))) return 'npz';
  if (path.endsWith('.npy')) return 'npy';
  if (path.endsWith('.npz')) return 'npz';
  if (path.endsWith('.safetensors') || '{ \t\n\r'.includes(text[8] ?? '_')) return 'safetensors';
  throw new TensorsError(
    'TENSORS_FORMAT_UNKNOWN',
    `${path === '' ? 'input' : path} starts with ${quote(text)}; it is no .npy, .npz or .safetensors file`,
  );
}

function tensorFile(
  sources: readonly FileSource[],
  set: OpenedSet,
  shards: ReadonlyMap<string, FileSource> = new Map(),
): TensorFile {
  const close = async (): Promise<void> => {
    await Promise.all(sources.map((source) => source.close()));
  };
  return {
    ...set,
    sources,
    shards,
    tensor(name) {
      const tensor = set.tensors.get(name);
      if (tensor !== undefined) return tensor;
      throw new TensorsError('TENSORS_TENSOR_MISSING', `file has no tensor ${quote(name)}`);
    },
    async verifyUnchanged() {
      await Promise.all(sources.map((source) => source.verifyUnchanged()));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
