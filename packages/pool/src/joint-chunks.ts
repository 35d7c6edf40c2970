import { arrayAt, type Activation, type Elements, type LoopName } from '@actigrad/core';
import type { JointWork, Piece } from './joint-work.ts';
import { compute, slice, type Operands } from './operands.ts';

/** What a number in joint work stands for: sent once to each thread. */
export interface Meaning {
  readonly number: number;
  readonly activation: Pick<Activation, 'id' | 'parameters'>;
  /** Loops that the calling thread has compiled for wide lanes. */
  readonly wideLoops: readonly LoopName[];
}

/** A parameter that is learnt has new values all the time: a thread knows so many meanings. */
const mostMeanings = 256;

/** Forgets the oldest of too many meanings, on both sides alike. */
export function keepLatest(numbers: Set<number> | Map<number, unknown>): void {
  for (const oldest of numbers.keys()) {
    if (numbers.size <= mostMeanings) return;
    numbers.delete(oldest);
  }
}

/** What one thread computed of a piece. */
export interface Share {
  readonly chunks: number;
  readonly elements: number;
}

/** Claims chunks and computes them until none is left; `open` makes the operands of the whole at the first. */
export function computeJointChunks(
  work: JointWork,
  number: number,
  piece: Piece,
  open: () => Operands,
): Share {
  let operands: Operands | undefined;
  let chunks = 0;
  let elements = 0;
  for (let chunk; (chunk = work.claim(number, piece.chunks)) !== undefined; chunks++) {
    const part = chunkOf(piece, (operands ??= open()), chunk);
    compute(part);
    work.finish(chunk);
    elements += part.x.length;
  }
  return { chunks, elements };
}

export function chunkOf({ chunkElements }: Piece, operands: Operands, chunk: number): Operands {
  const start = chunk * chunkElements;
  return slice(operands, start, Math.min(start + chunkElements, operands.x.length));
}

/** The operands of a piece, on a thread that has joined kernel memory. */
export function operandsOf(piece: Piece, activation: Activation): Operands {
  const { dtype, length } = piece;
  const at = (address: number): Elements => arrayAt({ address, length, dtype });
  return {
    activation,
    x: at(piece.x),
    ...(piece.dy !== 0 && { dy: at(piece.dy) }),
    out: at(piece.out),
    shape: [length],
    start: 0,
  };
}
