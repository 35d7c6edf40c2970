import { crc32 } from 'node:zlib';
import { combineCrc32 } from './crc32-combine.ts';
import { byteLengthOf } from './dtype.ts';
import { formatNpyHeader, type NpyOptions } from './npy-header.ts';
import { requireEntryNames } from './npz.ts';
import type { TensorFormat } from './open-tensors.ts';
import { formatSafetensorsHeader, sortForSafetensors } from './safetensors-header.ts';
import { elementCount } from './shape.ts';
import type { TensorLayout } from './tensor.ts';
import { TensorsError } from './errors.ts';
import { dataDescriptor, directory, localHeader, type WrittenEntry } from './zip-writer.ts';

/** A tensor that is to be stored. */
export interface NamedLayout extends TensorLayout {
  readonly name: string;
}

/** Bytes and where they belong. */
export interface PlacedBytes {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/**
 * Where everything lies in a file that is not written yet, so that its parts can be written in any order. The bytes are
 * those that the writer of the format writes from front to back.
 */
export interface FileLayout {
  readonly byteLength: number;
  /** Where the data of each tensor starts, in the order in which it is stored. */
  readonly tensors: readonly (NamedLayout & { readonly position: number })[];
  /** All that is not data: headers and directories. Archives hold the CRC-32 of each tensor's data. */
  framing(crcOf: (name: string) => number): readonly PlacedBytes[];
}

export interface LayOutOptions extends NpyOptions {
  readonly metadata?: ReadonlyMap<string, string>;
}

/**
 * Lays out a file of these tensors; an .npz is stored, not deflated.
 * @throws TENSORS_LAYOUT_UNSUPPORTED, TENSORS_NAME_INVALID, TENSORS_NAME_REPEATED
 */
export function layOutFile(
  format: TensorFormat,
  tensors: readonly NamedLayout[],
  options: LayOutOptions = {},
): FileLayout {
  if (format === 'safetensors') return layOutSafetensors(tensors, options.metadata ?? new Map());
  if (format === 'npz') return layOutNpz(tensors, options);
  const [tensor, ...others] = tensors;
  if (tensor !== undefined && others.length === 0) return layOutNpy(tensor, options);
  throw new TensorsError(
    'TENSORS_LAYOUT_UNSUPPORTED',
    `an .npy file holds one array; there are ${tensors.length}: write .npz or .safetensors`,
  );
}

function layOutNpy(tensor: NamedLayout, options: NpyOptions): FileLayout {
  const header = formatNpyHeader(tensor, options);
  const position = header.byteLength;
  return {
    byteLength: position + dataBytes(tensor),
    tensors: [{ ...tensor, position }],
    framing: () => [{ position: 0, bytes: header }],
  };
}

function layOutSafetensors(
  tensors: readonly NamedLayout[],
  metadata: ReadonlyMap<string, string>,
): FileLayout {
  const sorted = sortForSafetensors(tensors);
  const header = formatSafetensorsHeader(sorted, metadata);
  let position = header.byteLength;
  const placed = sorted.map((tensor) => {
    const at = position;
    position += dataBytes(tensor);
    return { ...tensor, position: at };
  });
  return {
    byteLength: position,
    tensors: placed,
    framing: () => [{ position: 0, bytes: header }],
  };
}

function layOutNpz(tensors: readonly NamedLayout[], options: NpyOptions): FileLayout {
  requireEntryNames(tensors);
  let end = 0;
  const entries = tensors.map((tensor) => {
    const name = new TextEncoder().encode(`${tensor.name}.npy`);
    const local = localHeader(name, false);
    const header = formatNpyHeader(tensor, options);
    const offset = end;
    const position = offset + local.byteLength + header.byteLength;
    const byteLength = header.byteLength + dataBytes(tensor);
    const entry = { name, offset, crc: 0, byteLength, packedLength: byteLength };
    end = position + dataBytes(tensor) + dataDescriptor(entry).byteLength;
    return { tensor, entry, local, header, position };
  });
  const directoryOf = (written: readonly WrittenEntry[]): Uint8Array =>
    directory(written, end, false);
  return {
    byteLength: end + directoryOf(entries.map(({ entry }) => entry)).byteLength,
    tensors: entries.map(({ tensor, position }) => ({ ...tensor, position })),
    framing(crcOf) {
      const pieces: PlacedBytes[] = [];
      const written: WrittenEntry[] = [];
      for (const { tensor, entry, local, header, position } of entries) {
        const crc = combineCrc32(crc32(header), crcOf(tensor.name), dataBytes(tensor));
        const whole = { ...entry, crc };
        written.push(whole);
        pieces.push(
          { position: entry.offset, bytes: local },
          { position: position - header.byteLength, bytes: header },
          { position: position + dataBytes(tensor), bytes: dataDescriptor(whole) },
        );
      }
      return [...pieces, { position: end, bytes: directoryOf(written) }];
    },
  };
}

function dataBytes({ dtype, shape }: TensorLayout): number {
  return byteLengthOf(dtype, elementCount(shape));
}
