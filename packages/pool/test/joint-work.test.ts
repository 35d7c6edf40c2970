import { expect, test } from 'vitest';
import { JointWork, mostChunks, type Piece } from '../src/joint-work.ts';

const piece: Piece = {
  meaning: 7,
  dtype: 'float32',
  x: 2 ** 31 + 64,
  dy: 0,
  out: 2 ** 32 - 64,
  length: 1_000_000,
  chunkElements: 400_000,
  chunks: 3,
};

function claimAll(work: JointWork, number: number, chunks: number): number[] {
  const claimed: number[] = [];
  for (let chunk; (chunk = work.claim(number, chunks)) !== undefined;) claimed.push(chunk);
  return claimed;
}

test('another view reads the piece that was offered, addresses up to 4 GiB too', () => {
  const work = new JointWork();
  const there = new JointWork(work.buffer);
  const number = work.offer(piece);
  expect(there.offered).toBe(number);
  expect(there.read()).toEqual(piece);
});

test('while a piece is written, none is offered and nothing can be claimed', () => {
  const work = new JointWork();
  const there = new JointWork(work.buffer);
  const seen: unknown[] = [];
  // Its fields are read while they are written, one by one.
  const watched = {
    ...piece,
    get length() {
      seen.push(there.offered, there.claim(1, 3), there.claim(0, 3));
      return piece.length;
    },
  };
  const number = work.offer(watched);
  expect(seen).toEqual([undefined, undefined, undefined]);
  expect([number, there.offered]).toEqual([1, 1]);
});

test('every chunk is claimed once, by whoever comes', () => {
  const work = new JointWork();
  const there = new JointWork(work.buffer);
  const number = work.offer(piece);
  expect([work.claim(number, 3), there.claim(number, 3), work.claim(number, 3)]).toEqual([0, 1, 2]);
  expect(there.claim(number, 3)).toBe(undefined);
});

test('one who comes late claims nothing of the next piece', () => {
  const work = new JointWork();
  const late = work.offer(piece);
  const number = work.offer(piece);
  expect(work.claim(late, 3)).toBe(undefined);
  expect(claimAll(work, number, 3)).toEqual([0, 1, 2]);
});

test('finished chunks are known, and forgotten with the next piece', () => {
  const work = new JointWork();
  work.offer(piece);
  work.finish(1);
  expect([work.finishedChunks, work.isFinished(0), work.isFinished(1)]).toEqual([1, false, true]);
  work.offer(piece);
  expect([work.finishedChunks, work.isFinished(1)]).toEqual([0, false]);
});

test('as many chunks as may be are all claimed, also when the numbers come round again', () => {
  const work = new JointWork();
  new Int32Array(work.buffer)[0] = (2 ** 24 - 1) << 8;
  for (let round = 0; round < 3; round++) {
    const number = work.offer({ ...piece, chunks: mostChunks });
    expect(claimAll(work, number, mostChunks)).toHaveLength(mostChunks);
  }
});
