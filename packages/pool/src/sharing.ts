import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { placeOf, type Activation, type LoopName } from '@actigrad/core';
import { sliceMs } from './calling-thread.ts';
import { chunkOf, computeJointChunks, type Meaning, type Share } from './joint-chunks.ts';
import { mostChunks, type Piece } from './joint-work.ts';
import { compute, isInPlace, type Operands } from './operands.ts';
import type { Participant } from './sessions.ts';
import { watchProgress } from './watchdog.ts';
import type { Workers } from './workers.ts';

/** Lets workers take part in what the calling thread computes. */
export interface Sharing {
  /**
   * Computes a call here while workers that are free join in. True when it is done, a promise if one of them is not done
   * when all the rest is, or if it is time for others to have their turn; false, and nothing done, if nobody can join, or
   * waking somebody would take longer than it gains.
   */
  share(operands: Operands, costMs: number): boolean | Promise<void>;
}

export interface SharingOptions {
  readonly workers: Workers;
  readonly stallTimeoutMs: number;
  /** Loops that the threads take from this one. */
  readonly wideLoops: () => readonly LoopName[];
  /** Hears what the calling thread did of a call. */
  readonly onShare: (share: Share, operands: Operands, startedMs: number) => void;
}

/**
 * A thread that has to be woken comes 50 µs late, or is put on the core of this one although another is idle: calls of 50
 * µs then took twice as long, those of 0.1 ms as long as alone; those of 0.2 ms take two thirds.
 */
const leastCostMs = 0.2;
/** Even out threads of unequal speed. */
const chunksPerThread = 8;
/** A claim with the calls for its chunk takes 1 µs. */
const leastChunkMs = 0.004;
/** Of a cache line, so that no two threads write one. */
const lineElements = 16;
/** Chunks that others have are waited for so long without giving the turn away; most take less. */
const lastChunksMs = 0.25;
/** The clock takes as long as some looks at the count. */
const looksPerClock = 64;

export function createSharing(options: SharingOptions): Sharing {
  const { workers, stallTimeoutMs, wideLoops, onShare } = options;
  const work = workers.jointWork;
  const meanings = new WeakMap<Activation, Meaning>();
  let lastNumber = 0;
  let sliceEndsMs = 0;
  let isUnsettled = false;

  function meaningOf(activation: Activation): Meaning {
    const known = meanings.get(activation);
    const loops = wideLoops();
    if (known?.wideLoops.length === loops.length) return known;
    const { id, parameters } = activation;
    const meaning = { number: ++lastNumber, activation: { id, parameters }, wideLoops: loops };
    meanings.set(activation, meaning);
    return meaning;
  }

  /** Undefined for what is not plain elements in kernel memory. */
  function pieceOf(operands: Operands, costMs: number): Piece | undefined {
    const { activation, x, dy, out, bias } = operands;
    if (bias) return undefined;
    const [from, gradients, to] = [placeOf(x), dy && placeOf(dy), placeOf(out)];
    if (!from || !to || (dy && !gradients) || isInPlace(operands)) return undefined;
    if (!Object.values(activation.parameters).every((value) => typeof value === 'number'))
      return undefined;
    const { length, dtype } = from;
    const most = Math.min(chunksPerThread * workers.threads, mostChunks, costMs / leastChunkMs);
    const chunkElements = Math.ceil(length / most / lineElements) * lineElements;
    return {
      meaning: meaningOf(activation).number,
      dtype,
      x: from.address,
      dy: gradients?.address ?? 0,
      out: to.address,
      length,
      chunkElements,
      chunks: Math.ceil(length / chunkElements),
    };
  }

  /** Whether the last chunk is finished before it would be better to wait for a message. */
  function isSoonFinished({ chunks }: Piece): boolean {
    const end = performance.now() + lastChunksMs;
    do {
      for (let look = 0; look < looksPerClock; look++)
        if (work.finishedChunks === chunks) return true;
    } while (performance.now() < end);
    return false;
  }

  /** What threads that died, or were ended because they did not move, have left is computed here. */
  async function settle(
    piece: Piece,
    operands: Operands,
    participants: readonly Participant[],
  ): Promise<void> {
    isUnsettled = true;
    const endStuck = (): void => participants.forEach((participant) => participant.end());
    const endWatch = watchProgress(stallTimeoutMs, () => work.finishedChunks, endStuck);
    try {
      while (work.finishedChunks < piece.chunks && participants.some(({ hasEnded }) => !hasEnded))
        await sleep(1);
      for (let chunk = 0; chunk < piece.chunks; chunk++)
        if (!work.isFinished(chunk)) compute(chunkOf(piece, operands, chunk));
    } finally {
      endWatch();
      isUnsettled = false;
    }
  }

  /** In a loop of awaited calls nothing else has a turn, not even the news that a thread has left. */
  async function giveTurn(): Promise<void> {
    await setImmediate();
    sliceEndsMs = performance.now() + sliceMs;
  }

  return {
    share(operands, costMs) {
      if (isUnsettled || costMs < leastCostMs) return false;
      const participants = workers.participants();
      const piece = participants.length > 0 && pieceOf(operands, costMs);
      if (!piece) return false;
      for (const participant of participants) participant.tell(meaningOf(operands.activation));
      const number = work.offer(piece);
      for (const participant of participants) participant.wake();
      const startedMs = performance.now();
      const share = computeJointChunks(work, number, piece, () => operands);
      onShare(share, operands, startedMs);
      if (!isSoonFinished(piece)) return settle(piece, operands, participants);
      return performance.now() < sliceEndsMs || giveTurn();
    },
  };
}
