/**
 * Shared memory between a thread that brings work and one that waits for it: how often the bell was rung, and whether the
 * listener is awake.
 */
export class Doorbell {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
  }

  /** Says that there is work. A listener who has left does not hear it. */
  ring(): void {
    Atomics.add(this.#words, ringsWord, 1);
    if (!this.isAwake) Atomics.notify(this.#words, ringsWord);
  }

  get rings(): number {
    return Atomics.load(this.#words, ringsWord);
  }

  /** Whether the listener works, or looks for work all the time. */
  get isAwake(): boolean {
    return Atomics.load(this.#words, dozingWord) === 0;
  }

  /** Stays awake until it is rung once more than `rings` times, or has seen something; false if that took too long. */
  lookOut(rings: number, hasSeen: () => boolean, awakeMs: number): boolean {
    const end = performance.now() + awakeMs;
    do {
      for (let look = 0; look < looksPerClock; look++)
        if (this.rings !== rings || hasSeen()) return true;
    } while (performance.now() < end);
    return false;
  }

  /** Dozes until it is rung once more than `rings` times; false if that took too long, and nobody rang at the last moment. */
  doze(rings: number): boolean {
    Atomics.store(this.#words, dozingWord, 1);
    const woken = Atomics.wait(this.#words, ringsWord, rings, dozingMs);
    Atomics.store(this.#words, dozingWord, 0);
    return woken !== 'timed-out' || this.rings !== rings;
  }
}

const ringsWord = 0;
const dozingWord = 1;
/** The clock takes as long as some looks at the bell. */
const looksPerClock = 64;
/** Dozing costs no processor time, but keeps the process alive. */
const dozingMs = 10;
