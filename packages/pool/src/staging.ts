import type { Elements } from '@actigrad/core';
import { runJob, type Crew, type JobOptions } from './job.ts';
import { slice, type Operands } from './operands.ts';
import { reportProgress } from './progress.ts';
import { allocate, dtypeOf, free, isShared } from './shared-array.ts';

/** Two windows of three arrays hold 48 MiB; smaller ones cost more round trips. */
const windowBytes = 2 ** 23;

/**
 * Computes a call over arrays that workers cannot see, in windows: while the workers compute one,
 * this thread copies the results of the other out and the next one in. Each element is copied once
 * each way, and the memory for it does not grow with the arrays.
 */
export async function runStaged(
  operands: Operands,
  crew: Crew,
  options: JobOptions,
): Promise<void> {
  const { x } = operands;
  const { onProgress, ...jobOptions } = options;
  const windowElements = Math.min(windowBytes / x.BYTES_PER_ELEMENT, x.length);
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, ...(options.signal ? [options.signal] : [])]);
  let next = 0;
  let done = 0;

  async function copyAndCompute(): Promise<void> {
    const stages = stagesFor(operands, windowElements);
    try {
      while (next < x.length) {
        const start = next;
        const end = Math.min(start + windowElements, x.length);
        next = end;
        const window = slice(operands, start, end);
        const staged = copyIn(window, stages);
        await runJob(staged, crew, { ...jobOptions, signal });
        if (staged.out !== window.out) window.out.set(staged.out);
        done += end - start;
      }
    } finally {
      for (const stage of Object.values(stages)) free(stage);
    }
  }

  async function stopBothOnFailure(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (thrown) {
      stopped.abort(thrown);
      throw thrown;
    }
  }

  const current = (): { done: number; total: number } => ({ done, total: x.length });
  const endProgress =
    onProgress && reportProgress(onProgress, current, (thrown) => stopped.abort(thrown));
  const ends = await Promise.allSettled([
    stopBothOnFailure(copyAndCompute()),
    stopBothOnFailure(copyAndCompute()),
  ]);
  endProgress?.();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  onProgress?.(current());
}

type Stages = { readonly [operand in 'x' | 'dy' | 'out']?: Elements };

/** A shared array for each operand that is not shared itself. */
function stagesFor({ x, dy, out }: Operands, elements: number): Stages {
  const dtype = dtypeOf(x);
  return {
    ...(!isShared(x) && { x: allocate(elements, dtype) }),
    ...(dy && !isShared(dy) && { dy: allocate(elements, dtype) }),
    ...(!isShared(out) && { out: allocate(elements, dtype) }),
  };
}

function copyIn(window: Operands, stages: Stages): Operands {
  const { x, dy, out } = window;
  const length = x.length;
  stages.x?.set(x);
  if (dy) stages.dy?.set(dy);
  return {
    ...window,
    x: stages.x?.subarray(0, length) ?? x,
    ...(dy && { dy: stages.dy?.subarray(0, length) ?? dy }),
    out: stages.out?.subarray(0, length) ?? out,
  };
}
