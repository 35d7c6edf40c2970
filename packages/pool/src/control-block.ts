/**
 * The memory that the threads of one job share. All fields are 32-bit, but for the count of
 * elements.
 *
 * | field | count | meaning |
 * |---|---|---|
 * | cancelled | 1 | 1: leave at the next block |
 * | next | 1 | chunk to look at next; claimed by Atomics.add |
 * | elements | 1 (64-bit) | elements computed, for progress |
 * | phase | one a slot | of the task in that slot: queued, running, revoked |
 * | journal | one a slot | 1 + the block that its scratch holds, 0 for none |
 * | owner | one a chunk | free, 1 + the slot that claimed it, or done |
 * | cursor | one a chunk | blocks of it that are finished |
 */
export interface ControlShape {
  /** Tasks at a time. */
  readonly slots: number;
  readonly chunks: number;
}

const cancelled = 0;
const next = 1;
const elementsByte = 8;
const firstSlotField = 4;

const queued = 0;
const running = 1;
const revoked = 2;

const free = 0;
const done = -1;

export class ControlBlock {
  readonly buffer: SharedArrayBuffer;
  readonly shape: ControlShape;
  readonly #fields: Int32Array;
  readonly #elements: BigInt64Array;
  readonly #journal: number;
  readonly #owner: number;
  readonly #cursor: number;

  /** A new block, or a view of the one in `buffer`. */
  constructor(shape: ControlShape, buffer?: SharedArrayBuffer) {
    this.#journal = firstSlotField + shape.slots;
    this.#owner = this.#journal + shape.slots;
    this.#cursor = this.#owner + shape.chunks;
    this.shape = shape;
    this.buffer =
      buffer ?? new SharedArrayBuffer((this.#cursor + shape.chunks) * Int32Array.BYTES_PER_ELEMENT);
    this.#fields = new Int32Array(this.buffer);
    this.#elements = new BigInt64Array(this.buffer, elementsByte, 1);
  }

  get isCancelled(): boolean {
    return Atomics.load(this.#fields, cancelled) === 1;
  }

  get elementsDone(): number {
    return Number(Atomics.load(this.#elements, 0));
  }

  // The side of a task.

  /** False if the task was revoked while it was queued: it must not touch anything. */
  enter(slot: number): boolean {
    const field = firstSlotField + slot;
    return Atomics.compareExchange(this.#fields, field, queued, running) === queued;
  }

  /** Claims a chunk; undefined when none is free. */
  claim(slot: number): number | undefined {
    // What the journal says belongs to the chunk before.
    Atomics.store(this.#fields, this.#journal + slot, 0);
    for (;;) {
      const chunk = Atomics.add(this.#fields, next, 1);
      if (chunk >= this.shape.chunks) return undefined;
      const owner = this.#owner + chunk;
      if (Atomics.compareExchange(this.#fields, owner, free, slot + 1) === free) return chunk;
    }
  }

  finishedBlocks(chunk: number): number {
    return Atomics.load(this.#fields, this.#cursor + chunk);
  }

  /** Says that the slot's scratch holds the whole result of a block, which may now be copied out. */
  journal(slot: number, block: number): void {
    Atomics.store(this.#fields, this.#journal + slot, block + 1);
  }

  finishBlock(chunk: number, block: number, elements: number): void {
    Atomics.store(this.#fields, this.#cursor + chunk, block + 1);
    Atomics.add(this.#elements, 0, BigInt(elements));
  }

  finishChunk(chunk: number): void {
    Atomics.store(this.#fields, this.#owner + chunk, done);
  }

  /**
   * Gives the slot up, without a chunk, to one who enters it: who reads that it is queued again sees all that was written
   * before, the scratch too.
   */
  leave(slot: number): void {
    Atomics.store(this.#fields, firstSlotField + slot, queued);
  }

  // The side of the coordinator.

  /** How often a chunk has been looked for. */
  get claims(): number {
    return Atomics.load(this.#fields, next);
  }

  /** Whether no chunk is left but those that somebody holds. */
  get isClaimed(): boolean {
    return this.claims >= this.shape.chunks;
  }

  cancel(): void {
    Atomics.store(this.#fields, cancelled, 1);
  }

  /** Keeps a queued task from ever entering; false if it already has. */
  revoke(slot: number): boolean {
    const field = firstSlotField + slot;
    return Atomics.compareExchange(this.#fields, field, queued, revoked) !== running;
  }

  /** Whether a task has entered; it may have ended since. */
  isRunning(slot: number): boolean {
    return Atomics.load(this.#fields, firstSlotField + slot) === running;
  }

  get isComplete(): boolean {
    for (let chunk = 0; chunk < this.shape.chunks; chunk++) {
      if (Atomics.load(this.#fields, this.#owner + chunk) !== done) return false;
    }
    return true;
  }

  /** The chunk that a dead task held, if it held one. */
  heldBy(slot: number): number | undefined {
    for (let chunk = 0; chunk < this.shape.chunks; chunk++) {
      if (Atomics.load(this.#fields, this.#owner + chunk) === slot + 1) return chunk;
    }
    return undefined;
  }

  /** The block of a dead task's chunk that is whole in its scratch and was perhaps half copied out. */
  journaledBlock(slot: number, chunk: number): number | undefined {
    const block = this.finishedBlocks(chunk);
    return Atomics.load(this.#fields, this.#journal + slot) === block + 1 ? block : undefined;
  }

  /** Offers a dead task's chunk to the others, from its first unfinished block on. */
  release(chunk: number): void {
    Atomics.store(this.#fields, this.#owner + chunk, free);
  }

  /**
   * Makes the slot of a dead task ready for the one that replaces it. All chunks are looked at
   * again, also if it held none: it may have died between looking at one and claiming it.
   */
  requeue(slot: number): void {
    Atomics.store(this.#fields, next, 0);
    Atomics.store(this.#fields, firstSlotField + slot, queued);
  }
}
