import { activation } from '@actigrad/core';
import { ControlBlock } from './control-block.ts';
import { compute, slice, type Operands } from './operands.ts';
import { blockRange, type Task, type TaskReport } from './task.ts';

/**
 * Claims chunks and computes them until none is left or the job is cancelled. It pauses after each
 * block, so that a worker can run through it while the calling thread can do other things between.
 *
 * A block that overwrites its own input is computed into scratch, journaled and then copied out:
 * if the thread dies, either the block is untouched or its result is whole in the scratch, and no
 * element is ever computed twice.
 *
 * @param mayClaim Asked before each chunk: one who says no leaves, and holds none.
 */
export function* computeChunks(
  task: Task,
  threadId: number,
  mayClaim: () => boolean = () => true,
): Generator<void, TaskReport> {
  const began = performance.now();
  const control = new ControlBlock(task.control.shape, task.control.buffer);
  let chunks = 0;
  let elements = 0;
  const report = (): TaskReport => {
    const bytes = elements * task.x.BYTES_PER_ELEMENT * (task.dy ? 3 : 2);
    const startedMs = performance.timeOrigin + began;
    return { threadId, chunks, elements, bytes, startedMs, busyMs: performance.now() - began };
  };
  if (!control.enter(task.slot)) return report();
  const operands: Operands = {
    ...task,
    activation: activation(task.activation.id).with(task.activation.parameters),
  };
  for (let chunk; mayClaim() && (chunk = control.claim(task.slot)) !== undefined; chunks++) {
    for (let block = control.finishedBlocks(chunk); ; block++) {
      const [start, end] = blockRange(task, chunk, block);
      if (start >= end) break;
      if (control.isCancelled) return report();
      computeBlock(slice(operands, start, end), task, control, block);
      control.finishBlock(chunk, block, end - start);
      elements += end - start;
      yield;
    }
    control.finishChunk(chunk);
  }
  return report();
}

function computeBlock(operands: Operands, task: Task, control: ControlBlock, block: number): void {
  if (!task.scratch) return compute(operands);
  const result = task.scratch.subarray(0, operands.out.length);
  compute({ ...operands, out: result });
  control.journal(task.slot, block);
  operands.out.set(result);
}
