/** One piece of work that several threads do together, over arrays in kernel memory. */
export interface Piece {
  /** Of the function with its parameters, as the threads have been told. */
  readonly meaning: number;
  readonly dtype: 'float32' | 'float64';
  /** Addresses; dy is 0 for values. */
  readonly x: number;
  readonly dy: number;
  readonly out: number;
  /** Elements. */
  readonly length: number;
  readonly chunkElements: number;
  readonly chunks: number;
}

/**
 * A short piece of work that the calling thread does and others may join, in memory that all of them see. All fields are
 * 32-bit.
 *
 * | field | meaning |
 * |---|---|
 * | claim | number of the piece in the upper 24 bits, the chunk to claim next in the lower 8 |
 * | finished | chunks that are finished |
 * | of the piece | one field each |
 * | of each chunk | 1 when it is finished |
 *
 * While a piece is written nothing can be claimed, and none is offered. One who comes late finds another number, or no
 * chunk left, and what he has read of the piece means nothing.
 */
export class JointWork {
  readonly buffer: SharedArrayBuffer;
  readonly #fields: Int32Array;

  constructor(
    buffer: SharedArrayBuffer = new SharedArrayBuffer(
      (firstChunk + mostChunks) * Int32Array.BYTES_PER_ELEMENT,
    ),
  ) {
    this.buffer = buffer;
    this.#fields = new Int32Array(buffer);
  }

  /** Offers the next piece, when all of the last one is finished, and gives its number. */
  offer(piece: Piece): number {
    const number = ((Atomics.load(this.#fields, claim) >>> chunkBits) + 1) & numberMask;
    // Nobody can claim a chunk while the fields change.
    Atomics.store(this.#fields, claim, (number << chunkBits) | closed);
    this.#fields.fill(0, firstChunk, firstChunk + piece.chunks);
    Atomics.store(this.#fields, finished, 0);
    const values = [piece.meaning, piece.dtype === 'float32' ? 4 : 8, piece.x, piece.dy, piece.out];
    values.push(piece.length, piece.chunkElements, piece.chunks);
    for (let field = 0; field < pieceFields; field++)
      Atomics.store(this.#fields, firstOfPiece + field, values[field] ?? 0);
    Atomics.store(this.#fields, claim, number << chunkBits);
    return number;
  }

  /** The number of the latest piece; undefined while that is being written. */
  get offered(): number | undefined {
    const word = Atomics.load(this.#fields, claim);
    return (word & closed) === closed ? undefined : word >>> chunkBits;
  }

  /**
   * What the latest piece is. It must have been `offered` before it is read, and is true of that number once a chunk of it
   * has been claimed.
   */
  read(): Piece {
    const field = (index: number): number => Atomics.load(this.#fields, firstOfPiece + index) >>> 0;
    return {
      meaning: field(0),
      dtype: field(1) === 4 ? 'float32' : 'float64',
      x: field(2),
      dy: field(3),
      out: field(4),
      length: field(5),
      chunkElements: field(6),
      chunks: field(7),
    };
  }

  /** Claims a chunk; undefined when none is left. */
  claim(number: number, chunks: number): number | undefined {
    for (let word = Atomics.load(this.#fields, claim); ;) {
      const chunk = word & closed;
      if (word >>> chunkBits !== number || chunk >= chunks) return undefined;
      const seen = Atomics.compareExchange(this.#fields, claim, word, word + 1);
      if (seen === word) return chunk;
      word = seen;
    }
  }

  finish(chunk: number): void {
    Atomics.store(this.#fields, firstChunk + chunk, 1);
    Atomics.add(this.#fields, finished, 1);
  }

  get finishedChunks(): number {
    return Atomics.load(this.#fields, finished);
  }

  isFinished(chunk: number): boolean {
    return Atomics.load(this.#fields, firstChunk + chunk) === 1;
  }
}

const claim = 0;
const finished = 1;
const firstOfPiece = 2;
const pieceFields = 8;
const firstChunk = firstOfPiece + pieceFields;
const chunkBits = 8;
const numberMask = 2 ** (32 - chunkBits) - 1;
/** In place of a chunk: none can be claimed. */
const closed = 2 ** chunkBits - 1;
export const mostChunks: number = closed - 1;
