import { expect, test } from 'vitest';
import { ControlBlock } from '../src/control-block.ts';

test('chunks are claimed in order, each once', () => {
  const control = new ControlBlock({ slots: 2, chunks: 3 });
  const other = new ControlBlock(control.shape, control.buffer);
  expect([control.claim(0), other.claim(1), control.claim(0), other.claim(1)]).toEqual([
    0,
    1,
    2,
    undefined,
  ]);
});

test('a job is complete when every chunk is', () => {
  const control = new ControlBlock({ slots: 1, chunks: 2 });
  for (let chunk; (chunk = control.claim(0)) !== undefined;) {
    expect(control.isComplete).toBe(false);
    control.finishChunk(chunk);
  }
  expect(control.isComplete).toBe(true);
});

test('a released chunk is claimed again, from its first unfinished block; finished ones are not', () => {
  const control = new ControlBlock({ slots: 2, chunks: 3 });
  control.finishChunk(control.claim(0)!);
  const held = control.claim(1)!;
  control.finishChunk(control.claim(0)!);
  control.finishBlock(held, 0, 100);
  expect(control.heldBy(1)).toBe(held);
  control.release(held);
  control.requeue(1);
  expect(control.heldBy(1)).toBe(undefined);
  expect(control.claim(0)).toBe(held);
  expect(control.finishedBlocks(held)).toBe(1);
  expect(control.claim(0)).toBe(undefined);
  expect(control.elementsDone).toBe(100);
});

test('the journal counts only until its block is finished, and not for the next chunk', () => {
  const control = new ControlBlock({ slots: 1, chunks: 2 });
  const first = control.claim(0)!;
  expect(control.journaledBlock(0, first)).toBe(undefined);
  control.journal(0, 0);
  expect(control.journaledBlock(0, first)).toBe(0);
  control.finishBlock(first, 0, 1);
  expect(control.journaledBlock(0, first)).toBe(undefined);
  control.journal(0, 1);
  control.finishBlock(first, 1, 1);
  control.finishChunk(first);
  const second = control.claim(0)!;
  expect(control.journaledBlock(0, second)).toBe(undefined);
});

test('a queued task can be revoked, a running one cannot', () => {
  const control = new ControlBlock({ slots: 2, chunks: 1 });
  expect(control.enter(0)).toBe(true);
  expect(control.revoke(0)).toBe(false);
  expect(control.revoke(1)).toBe(true);
  expect(control.enter(1)).toBe(false);
  control.requeue(0);
  expect(control.enter(0)).toBe(true);
});

test('a slot that is given up is entered again, and the rest is claimed there', () => {
  const control = new ControlBlock({ slots: 1, chunks: 2 });
  control.enter(0);
  control.finishChunk(control.claim(0)!);
  expect(control.isClaimed).toBe(false);
  control.leave(0);
  expect([control.isRunning(0), control.enter(0), control.claim(0)]).toEqual([false, true, 1]);
  expect(control.isClaimed).toBe(true);
});
