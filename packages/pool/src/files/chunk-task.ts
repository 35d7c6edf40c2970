import type { Activation, ChannelLayout, Elements } from '@actigrad/core';
import type { ByteOrder, DType, NonFinite } from '@actigrad/tensors';

/** A range of an open file; descriptors are the same in all threads of a process. */
export interface FilePlace {
  readonly fd: number;
  readonly position: number;
}

/** Stored elements: in a file, which the worker reads itself, or in memory that all threads see. */
export type ChunkInput = FilePlace | { readonly bytes: Uint8Array };

/** Memory that all threads see, for one chunk at a time. */
export interface ChunkBuffers {
  /** The elements, as they are computed. */
  readonly values: Elements;
  readonly gradients?: Elements;
  /** The elements as they are stored, where that is not as wide as they are computed. */
  readonly stored: Uint8Array;
}

/** How elements are stored. */
interface Storage {
  readonly dtype: DType;
  readonly byteOrder: ByteOrder;
}

/** What is posted to a worker: read a chunk of a tensor and compute it. */
export interface ChunkTask {
  /** Absent: the elements are only copied, or converted. */
  readonly activation?: Pick<Activation, 'id' | 'parameters'>;
  readonly length: number;
  readonly layout: ChannelLayout;
  readonly source: Storage;
  readonly target: Storage;
  readonly x: ChunkInput;
  readonly dy?: ChunkInput;
  /** Also for the result, where `encodedBytes` finds it. */
  readonly buffers: ChunkBuffers;
  readonly control: SharedArrayBuffer;
}

/** What a chunk took. Errors lose their code on the way between threads, so it travels as data. */
export interface ChunkReport {
  readonly threadId: number;
  readonly elements: number;
  readonly bytesRead: number;
  readonly bytesEncoded: number;
  /** Of the encoded bytes. */
  readonly crc32: number;
  readonly nonFinite: { readonly input: NonFinite; readonly output: NonFinite };
  /** Milliseconds since 1970 at which reading and computing began, and computing ended. */
  readonly at: readonly [read: number, compute: number, end: number];
  readonly isCancelled?: true;
  readonly failure?: {
    readonly operation: 'read' | 'compute';
    readonly code: string | undefined;
    readonly message: string;
  };
}

/**
 * Bytes of elements that are held, and written, at a time: long enough that a trip between threads is not seen. The first
 * chunk of a tensor has up to a sector more.
 */
export const chunkBytes: number = 4 * 2 ** 20;

/** The 32-bit fields of `control`. */
export const controlFields = { cancelled: 0, started: 1, beats: 2 } as const;

export function createControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(Object.keys(controlFields).length * Int32Array.BYTES_PER_ELEMENT);
}
