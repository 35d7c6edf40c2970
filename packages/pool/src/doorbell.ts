/**
 * One word of shared memory between a thread that brings work and one that waits for it: how often the bell was rung,
 * or that nobody listens any more.
 */
export class Doorbell {
  readonly buffer: SharedArrayBuffer;
  readonly #word: Int32Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#word = new Int32Array(buffer);
  }

  /** Says that there is work; false if the listener has left and will not see it. */
  ring(): boolean {
    if (Atomics.add(this.#word, 0, 1) === hasLeft) return false;
    Atomics.notify(this.#word, 0);
    return true;
  }

  get rings(): number {
    return Atomics.load(this.#word, 0);
  }

  /** Listens until it is rung once more than `rings` times; false if that took too long: the listener has left. */
  listen(rings: number): boolean {
    const end = performance.now() + awakeMs;
    while (performance.now() < end) if (this.rings !== rings) return true;
    if (Atomics.wait(this.#word, 0, rings, dozingMs) !== 'timed-out') return true;
    return Atomics.compareExchange(this.#word, 0, rings, hasLeft) !== rings;
  }
}

const hasLeft = -1;
/** A listener that dozes takes some 50 µs to wake. The next call of a loop comes sooner than this. */
const awakeMs = 0.1;
/** Dozing costs no processor time, but keeps the process alive. */
const dozingMs = 10;
