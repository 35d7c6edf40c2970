import type { Elements } from '@actigrad/core';
import { allocate } from '../shared-array.ts';
import { chunkBytes, type ChunkBuffers } from './chunk-task.ts';
import { sectorBytes } from './direct-writer.ts';

/** The memory of one chunk on its way through; parts are made when they are first needed. */
export class Slot {
  readonly #values = allocateRoom();
  readonly #stored = allocateRoom();
  #gradients: Elements | undefined;
  #x: Uint8Array | undefined;
  #dy: Uint8Array | undefined;

  /**
   * Room for the elements of a dtype that is computed in so many bytes. What is to be written at `position` of a file lies
   * as far from the bounds of sectors as there.
   */
  buffers(bytesPerValue: 4 | 8, hasGradients: boolean, position = 0): ChunkBuffers {
    const values = as(placed(this.#values, position), bytesPerValue);
    const stored = placed(this.#stored, position);
    if (!hasGradients) return { values, stored };
    this.#gradients ??= allocateRoom();
    return { values, stored, gradients: as(placed(this.#gradients, 0), bytesPerValue) };
  }

  /** Room for stored elements that cannot be read a second time. */
  get x(): Uint8Array {
    return (this.#x ??= new Uint8Array(new SharedArrayBuffer(roomBytes)));
  }

  get dy(): Uint8Array {
    return (this.#dy ??= new Uint8Array(new SharedArrayBuffer(roomBytes)));
  }
}

/** What the first chunk has more, up to a sector of the narrowest floats, is computed in up to four times as many bytes. */
const roomBytes = chunkBytes + 4 * sectorBytes;

/** With as much again as it takes to move it. */
function allocateRoom(): Elements {
  return allocate((roomBytes + 2 * sectorBytes) / 8, 'float64');
}

/** Kernel memory begins at the bound of a page, which is one of a sector. */
function placed({ buffer, byteOffset }: Elements, position: number): Uint8Array {
  const bound = Math.ceil(byteOffset / sectorBytes) * sectorBytes;
  // Values of 8 bytes lie nowhere else.
  const lead = position % 8 === 0 ? position % sectorBytes : 0;
  return new Uint8Array(buffer, bound + lead, roomBytes);
}

function as({ buffer, byteOffset, byteLength }: Uint8Array, bytesPerValue: 4 | 8): Elements {
  return bytesPerValue === 4
    ? new Float32Array(buffer, byteOffset, byteLength / 4)
    : new Float64Array(buffer, byteOffset, byteLength / 8);
}

/** Each thread has one chunk of a file, the next at hand, and one that is being written. */
export function chunksAtATime(threads: number): number {
  return 3 * threads;
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
