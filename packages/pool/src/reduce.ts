import type { Elements, ReductionDescription, ReductionStep } from '@actigrad/core';
import { startReduction } from '@actigrad/core';
import { callingThreadId } from './calling-thread.ts';
import { poolError, toError } from './errors.ts';
import { inOrder } from './in-order.ts';
import { allocate, dtypeOf, isShared } from './shared-array.ts';
import type { TaskReport } from './task.ts';

/** What is posted to a worker: arrays over shared memory, everything else by value. */
export interface ReduceTask {
  readonly steps: readonly {
    readonly description: unknown;
    readonly arrays: readonly Elements[];
    readonly start: number;
  }[];
}

/** Parts for each step of the task. */
export interface ReduceReport extends TaskReport {
  readonly parts: readonly unknown[];
}

/** Reduces the steps of one task, each from an empty reduction on. */
export function reduceTask({ steps }: ReduceTask, threadId: number): ReduceReport {
  const began = performance.now();
  const parts = steps.map(({ description, arrays, start }) => {
    const reduction = startReduction(description as ReductionDescription);
    reduction.add(arrays, start);
    const found = reduction.parts();
    // Threads make reductions by the thousand; the collector would be slow to see them.
    reduction.release();
    return found;
  });
  return { ...reportOf(threadId, steps, began), parts };
}

export interface ReduceCrew {
  readonly threads: number;
  /** A rejection with a code is final; any other means that a thread died. */
  run(task: ReduceTask): Promise<ReduceReport>;
}

/** A part that took three threads with it would take a fourth. */
const mostDeaths = 3;

/**
 * Sends each group of steps to a thread as it comes, and adds what comes back in the order of the
 * groups. Arrays that workers cannot see are copied into shared ones, which are used again.
 */
export async function reduceOnWorkers(
  groups: Groups,
  crew: ReduceCrew,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stages = createStages();

  async function run(steps: readonly ReductionStep[], cancelled: AbortSignal): Promise<Done> {
    const staged = new Map<Elements, Elements>();
    for (const array of steps.flatMap(({ arrays }) => arrays)) {
      if (!staged.has(array)) staged.set(array, isShared(array) ? array : stages.take(array));
    }
    const task = {
      steps: steps.map(({ into, arrays, start }) => ({
        description: into.description,
        arrays: arrays.map((array) => staged.get(array)!),
        start,
      })),
    };
    try {
      return { steps, report: await runUnlessDead(task, crew, cancelled) };
    } finally {
      for (const [array, copy] of staged) if (copy !== array) stages.giveBack(copy);
    }
  }

  for await (const { steps, report } of inOrder(groups, run, crew.threads + 1, signal)) {
    if (report.failure) {
      throw poolError('POOL_WORKER_FAILED', report.failure.message, report.failure);
    }
    for (const [index, { into }] of steps.entries()) into.absorb(report.parts[index]);
  }
}

export type Groups = Iterable<readonly ReductionStep[]> | AsyncIterable<readonly ReductionStep[]>;

interface Done {
  readonly steps: readonly ReductionStep[];
  readonly report: ReduceReport;
}

/** A part changes nothing until it is added: a thread that dies on one is replaced, and it runs again. */
async function runUnlessDead(
  task: ReduceTask,
  crew: ReduceCrew,
  cancelled: AbortSignal,
): Promise<ReduceReport> {
  for (let deaths = 1; ; deaths++) {
    cancelled.throwIfAborted();
    try {
      return await crew.run(task);
    } catch (thrown) {
      const error = toError(thrown);
      if ('code' in error && String(error.code).startsWith('POOL_')) throw error;
      if (deaths < mostDeaths) continue;
      const { start, arrays } = task.steps[0]!;
      throw poolError(
        'POOL_WORKER_DIED',
        `${mostDeaths} workers died reducing elements ${start} to ${start + (arrays[0]?.length ?? 0)}; the last one: ${error.message}`,
        error,
      );
    }
  }
}

/** Reduces on this thread. */
export async function reduceHere(
  groups: Groups,
  signal: AbortSignal | undefined,
  count: (report: TaskReport) => void,
): Promise<void> {
  for await (const steps of groups) {
    signal?.throwIfAborted();
    const began = performance.now();
    for (const { into, arrays, start } of steps) into.add(arrays, start);
    count(reportOf(callingThreadId, steps, began));
  }
}

function reportOf(
  threadId: number,
  steps: readonly { readonly arrays: readonly Elements[] }[],
  began: number,
): TaskReport {
  const arrays = steps.flatMap((step) => step.arrays);
  return {
    threadId,
    chunks: 1,
    elements: steps.reduce((sum, step) => sum + (step.arrays[0]?.length ?? 0), 0),
    bytes: arrays.reduce((sum, { byteLength }) => sum + byteLength, 0),
    startedMs: performance.timeOrigin + began,
    busyMs: performance.now() - began,
  };
}

/** Shared arrays of the sizes that were asked for, handed out again once given back. */
function createStages() {
  const free: Elements[] = [];
  const whole = new Map<Elements, Elements>();
  return {
    take(array: Elements): Elements {
      const index = free.findIndex(
        (each) => each.length >= array.length && dtypeOf(each) === dtypeOf(array),
      );
      const stage = index < 0 ? allocate(array.length, dtypeOf(array)) : free.splice(index, 1)[0]!;
      const copy = stage.subarray(0, array.length);
      copy.set(array);
      whole.set(copy, stage);
      return copy;
    },
    giveBack(copy: Elements): void {
      free.push(whole.get(copy)!);
      whole.delete(copy);
    },
  };
}
