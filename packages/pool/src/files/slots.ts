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

/** Each thread has one chunk of a file, and the next at hand. */
export function chunksAtATime(threads: number): number {
  return 2 * threads;
}

/** Slots that are not in use, from one file to the next. */
export interface SlotShelf {
  take(): Slot;
  /** The same once no more than `chunksAtATime` are in use: files wait here for each other. */
  takeInTurn(): Promise<Slot>;
  giveBack(slot: Slot): void;
}

/**
 * So many are in use at a time for files, however many files are open: few enough that a file is done, and synced, while
 * the next is computed.
 */
export function createSlotShelf(threads: number): SlotShelf {
  const idle: Slot[] = [];
  const waiting: ((slot: Slot) => void)[] = [];
  const ofTurns = new Set<Slot>();
  let turns = 0;
  const take = (): Slot => idle.pop() ?? new Slot();

  function takeTurn(): Slot {
    turns++;
    const slot = take();
    ofTurns.add(slot);
    return slot;
  }

  return {
    take,
    async takeInTurn() {
      if (turns < chunksAtATime(threads)) return takeTurn();
      return new Promise((resolve) => waiting.push(resolve));
    },
    giveBack(slot) {
      idle.push(slot);
      if (!ofTurns.delete(slot)) return;
      turns--;
      waiting.shift()?.(takeTurn());
    },
  };
}
