import { byteLengthOf, dtypeRank, isDType, type DType } from './dtype.ts';
import { TensorsError, count, quote } from './errors.ts';
import { JsonReader, hasLoneSurrogate } from './json-reader.ts';
import { MAX_DIMENSIONS, MAX_SAFETENSORS_HEADER_BYTES } from './limits.ts';
import { elementCount } from './shape.ts';
import type { NamedTensorInput } from './tensor-input.ts';

/** A tensor in the header; `start` and `end` count bytes from the start of the data. */
interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of their data. */
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Bytes of data that the entries cover, without hole or overlap. */
  readonly dataBytes: number;
}

const METADATA_NAME = '__metadata__';

/**
 * Reads the JSON text of a header and checks that its tensors tile the data.
 * @see https://github.com/huggingface/safetensors#format
 */
export function parseSafetensorsHeader(text: Uint8Array): SafetensorsHeader {
  const reader = new JsonReader(text, 'safetensors header');
  const entries: SafetensorsEntry[] = [];
  const metadata = new Map<string, string>();
  reader.readObject((name) => {
    if (name === METADATA_NAME) readMetadata(reader, metadata);
    else entries.push(readEntry(reader, name));
  });
  reader.expectEnd();
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  return { entries, metadata, dataBytes: requireTiling(entries) };
}

function readMetadata(reader: JsonReader, metadata: Map<string, string>): void {
  try {
    reader.readObject((key) => metadata.set(key, reader.readString()));
  } catch (cause) {
    if (!(cause instanceof TensorsError) || cause.code !== 'TENSORS_HEADER_INVALID') throw cause;
    throw new TensorsError(
      'TENSORS_METADATA_INVALID',
      `${cause.message}; ${METADATA_NAME} maps strings to strings`,
      { cause },
    );
  }
}

function readEntry(reader: JsonReader, name: string): SafetensorsEntry {
  let dtype: DType | undefined;
  let shape: readonly number[] | undefined;
  let offsets: readonly number[] | undefined;
  reader.readObject((key) => {
    if (key === 'dtype') {
      dtype = readDType(reader, name);
    } else if (key === 'shape') {
      shape = reader.readCounts(MAX_DIMENSIONS);
    } else if (key === 'data_offsets') {
      offsets = reader.readCounts(2);
    } else {
      throw new TensorsError(
        'TENSORS_KEYS_INVALID',
        `tensor ${quote(name)} has the key ${quote(key)}; it holds dtype, shape and data_offsets`,
      );
    }
  });
  if (dtype === undefined || shape === undefined || offsets === undefined) {
    throw new TensorsError(
      'TENSORS_KEYS_INVALID',
      `tensor ${quote(name)} lacks one of dtype, shape, data_offsets`,
    );
  }
  const [start, end] = offsets;
  if (start === undefined || end === undefined || end < start) {
    throw new TensorsError(
      'TENSORS_OFFSETS_INVALID',
      `tensor ${quote(name)} has data_offsets [${offsets.join(', ')}]; they are its start and its end`,
    );
  }
  const byteLength = byteLengthOf(dtype, elementCount(shape));
  if (end - start !== byteLength) {
    throw new TensorsError(
      'TENSORS_OFFSETS_INVALID',
      `tensor ${quote(name)} has ${count(end - start)} bytes; shape [${shape.join(', ')}] of ${dtype} takes ${count(byteLength)}`,
    );
  }
  return { name, dtype, shape, start, end };
}

function readDType(reader: JsonReader, name: string): DType {
  const dtype = reader.readString();
  if (isDType(dtype)) return dtype;
  throw new TensorsError(
    'TENSORS_DTYPE_UNSUPPORTED',
    `tensor ${quote(name)} has dtype ${quote(dtype)}; it is none of the ${dtypeRank.size} that the format has`,
  );
}

/** Every byte belongs to exactly one tensor, so nothing can hide between them and none reads another's bytes. */
function requireTiling(entries: readonly SafetensorsEntry[]): number {
  let covered = 0;
  for (const { name, start, end } of entries) {
    if (start !== covered) {
      throw new TensorsError(
        'TENSORS_OFFSETS_INVALID',
        `tensor ${quote(name)} starts at byte ${count(start)} of the data; the tensors before it end at ${count(covered)}`,
      );
    }
    covered = end;
  }
  return covered;
}

/** A tensor as its header describes it. */
type Described = Omit<NamedTensorInput, 'data'>;

/** Sorts tensors as the reference writer does, so that every one is aligned: widest dtype first, then by name. */
export function sortForSafetensors<T extends Described>(tensors: Iterable<T>): T[] {
  return [...tensors].toSorted(
    (a, b) => dtypeRank.get(b.dtype)! - dtypeRank.get(a.dtype)! || (a.name < b.name ? -1 : 1),
  );
}

/**
 * Writes the length and the JSON text for tensors that follow in this order, padded with spaces to a multiple of 8.
 * @throws TENSORS_NAME_INVALID, TENSORS_NAME_REPEATED, TENSORS_LAYOUT_UNSUPPORTED, TENSORS_HEADER_TOO_LARGE
 */
export function formatSafetensorsHeader(
  tensors: readonly Described[],
  metadata: ReadonlyMap<string, string>,
): Uint8Array {
  const members: string[] = [];
  const names = new Set<string>();
  if (metadata.size > 0) members.push(`"${METADATA_NAME}":{${formatMetadata(metadata)}}`);
  let start = 0;
  for (const tensor of tensors) {
    requireExpressible(tensor, names);
    names.add(tensor.name);
    const { name, dtype, shape } = tensor;
    const end = start + byteLengthOf(dtype, elementCount(shape));
    members.push(
      `${JSON.stringify(name)}:{"dtype":"${dtype}","shape":[${shape.join(',')}],"data_offsets":[${start},${end}]}`,
    );
    start = end;
  }
  const text = new TextEncoder().encode(`{${members.join(',')}}`);
  const textBytes = Math.ceil(text.byteLength / 8) * 8;
  requireHeaderLength(BigInt(textBytes));
  const header = new Uint8Array(8 + textBytes).fill(0x20);
  header.set(text, 8);
  new DataView(header.buffer).setBigUint64(0, BigInt(textBytes), true);
  return header;
}

function formatMetadata(metadata: ReadonlyMap<string, string>): string {
  const members = [...metadata].map(([key, value]) => {
    if (typeof value !== 'string' || hasLoneSurrogate(key) || hasLoneSurrogate(value)) {
      throw new TensorsError(
        'TENSORS_METADATA_INVALID',
        `metadata ${quote(key)} is not text that UTF-8 can hold`,
      );
    }
    return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  });
  return members.join(',');
}

function requireExpressible(tensor: Described, names: ReadonlySet<string>): void {
  const { name, order = 'C', byteOrder = 'little' } = tensor;
  if (name === METADATA_NAME || hasLoneSurrogate(name)) {
    throw new TensorsError(
      'TENSORS_NAME_INVALID',
      `a safetensors tensor cannot be called ${quote(name)}`,
    );
  }
  if (names.has(name)) {
    throw new TensorsError(
      'TENSORS_NAME_REPEATED',
      `two tensors are called ${quote(name)}; names are unique`,
    );
  }
  const isScalarOrRow = tensor.shape.filter((dimension) => dimension !== 1).length < 2;
  if (byteOrder !== 'little' || (order !== 'C' && !isScalarOrRow)) {
    throw new TensorsError(
      'TENSORS_LAYOUT_UNSUPPORTED',
      `tensor ${quote(name)} is ${byteOrder}-endian in ${order} order; safetensors stores little-endian in C order`,
    );
  }
}

/**
 * The length is compared as the 64-bit integer it is: a Number would round it.
 * @throws TENSORS_HEADER_TOO_LARGE
 */
export function requireHeaderLength(textBytes: bigint): number {
  if (textBytes > BigInt(MAX_SAFETENSORS_HEADER_BYTES)) {
    throw new TensorsError(
      'TENSORS_HEADER_TOO_LARGE',
      `safetensors header is ${count(textBytes)} bytes; the limit is ${count(MAX_SAFETENSORS_HEADER_BYTES)}`,
    );
  }
  return Number(textBytes);
}
