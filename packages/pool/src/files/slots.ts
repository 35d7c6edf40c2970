import type { Elements } from '@actigrad/core';
import { allocate } from '../shared-array.ts';
import { chunkBytes, type ChunkBuffers } from './chunk-task.ts';

/** The memory of one chunk on its way through; parts are made when they are first needed. */
export class Slot {
  readonly #floats = allocate(chunkBytes / 4, 'float32');
  #gradients: Float32Array<SharedArrayBuffer> | undefined;
  #x: Uint8Array | undefined;
  #dy: Uint8Array | undefined;
  readonly #stored = new Uint8Array(new SharedArrayBuffer(chunkBytes));

  /** Room for the elements of a dtype that is computed in so many bytes. */
  buffers(bytesPerValue: 4 | 8, hasGradients: boolean): ChunkBuffers {
    const values = as(this.#floats, bytesPerValue);
    if (!hasGradients) return { values, stored: this.#stored };
    this.#gradients ??= allocate(chunkBytes / 4, 'float32');
    return { values, stored: this.#stored, gradients: as(this.#gradients, bytesPerValue) };
  }

  /** Keeps stored elements that cannot be read a second time. */
  keepX(bytes: Uint8Array): Uint8Array {
    this.#x ??= new Uint8Array(new SharedArrayBuffer(chunkBytes));
    this.#x.set(bytes);
    return this.#x.subarray(0, bytes.byteLength);
  }

  keepDy(bytes: Uint8Array): Uint8Array {
    this.#dy ??= new Uint8Array(new SharedArrayBuffer(chunkBytes));
    this.#dy.set(bytes);
    return this.#dy.subarray(0, bytes.byteLength);
  }
}

function as(floats: Float32Array<SharedArrayBuffer>, bytesPerValue: 4 | 8): Elements {
  if (bytesPerValue === 4) return floats;
  return new Float64Array(floats.buffer, floats.byteOffset, floats.length / 2);
}

/** Slots that are not in use, from one file to the next. */
export interface SlotShelf {
  take(): Slot;
  giveBack(slot: Slot): void;
}

export function createSlotShelf(): SlotShelf {
  const idle: Slot[] = [];
  return {
    take: () => idle.pop() ?? new Slot(),
    giveBack: (slot) => void idle.push(slot),
  };
}
