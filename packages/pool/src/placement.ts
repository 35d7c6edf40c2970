import type { Elements } from '@actigrad/core';
import { sliceMs } from './calling-thread.ts';
import { compute, slice, type Operands } from './operands.ts';
import { allocate, dtypeOf, isShared } from './shared-array.ts';
import type { ReduceReport, ReduceTask } from './reduce.ts';
import type { Workers } from './workers.ts';

/**
 * Decides where a call is faster, from times measured in this process: what an element of this
 * function costs on the calling thread, what a byte costs to copy into shared memory, and how long
 * a task takes to go to every thread and come back.
 */
export interface Placement {
  fasterOnWorkers(operands: Operands): boolean;
  /** Whether the calling thread can compute all of it in one of its slices. */
  isShort(operands: Operands): boolean;
  /** Whether it is short, and other threads can take part without a copy. */
  canShare(operands: Operands): boolean;
  reducesOnWorkers(task: ReduceTask): boolean;
  /** Takes note of what a call took on the calling thread: the first sample may run unoptimized code. */
  learn(operands: Operands, busyMs: number): void;
  /** Takes note of a task that was reduced on the calling thread. */
  tallied(report: ReduceReport): ReduceReport;
}

/** Elements of a call that are timed. The slowest function takes under 0.2 ms for as many, a round trip's time. */
const sampleElements = 16384;
/** Enough to leave the caches of a core, as staged arrays do. */
const copyBytes = 2 ** 23;
/** The best of so many is taken: others may use the machine. */
const tries = 3;
/**
 * A job that the calling thread takes part in need not wait for the others. But a thread that has to
 * be woken joins late, and may hold the last chunk when the processor is taken from it: jobs of 0.14
 * ms took 1.2 to 8 times as long, those of 1 ms half as long on an idle machine and never longer.
 */
const leastSharedMs = 1;
/** Until it has been measured. Two threads: 0.11 to 0.26 ms on two busy cores. */
const usualRoundTripMs = 0.2;
/** Two threads on two cores that load the kernels: 78 to 230 ms. */
const usualStartMs = 100;

/** Costs are of the process, not of one pool. */
const msPerElement = new Map<string, number>();
let msPerCopiedByte: number | undefined;

export function createPlacement(workers: Workers): Placement {
  let forgoneMs = 0;

  function gainMs(operands: Operands): number {
    const { x, dy, out } = operands;
    const computing = x.length * costOf(operands);
    // One thread gains nothing, but leaves the calling thread free: that is taken to be worth half.
    const saved = computing * (1 - 1 / Math.max(workers.threads, 2));
    const plain = [x, dy, out].filter((array) => array && !isShared(array)).length;
    const copying = plain === 0 ? 0 : plain * x.byteLength * costOfCopying();
    return saved - copying - (workers.roundTripMs ?? usualRoundTripMs);
  }

  return {
    isShort,
    canShare,
    learn,
    fasterOnWorkers(operands) {
      if (operands.x.length <= sampleElements) return false;
      if (workers.roundTripMs !== undefined && workers.threads > 1 && canShare(operands))
        return operands.x.length * costOf(operands) > leastSharedMs;
      const gain = gainMs(operands);
      if (gain <= 0) return false;
      if (workers.roundTripMs !== undefined) return true;
      // Threads that have not started are started once they would have paid for their start.
      forgoneMs += gain;
      return forgoneMs >= usualStartMs;
    },
    reducesOnWorkers({ steps }) {
      const elements = steps.reduce((sum, { arrays }) => sum + (arrays[0]?.length ?? 0), 0);
      if (elements <= sampleElements) return false;
      return workers.roundTripMs !== undefined || forgoneMs >= usualStartMs;
    },
    tallied(report) {
      forgoneMs += report.busyMs;
      return report;
    },
  };
}

/** Whether threads can take part in a job of the calling thread: nothing has to be copied for them. */
function canShare(operands: Operands): boolean {
  const { x, dy, out } = operands;
  return isShort(operands) && ![x, dy, out].some((array) => array && !isShared(array));
}

function isShort(operands: Operands): boolean {
  return operands.x.length * costOf(operands) < sliceMs;
}

function learn(operands: Operands, busyMs: number): void {
  if (operands.x.length < sampleElements) return;
  const key = keyOf(operands);
  const known = msPerElement.get(key);
  if (known !== undefined) msPerElement.set(key, Math.min(known, busyMs / operands.x.length));
}

function keyOf({ activation, x, dy }: Operands): string {
  const perChannel = Object.values(activation.parameters).some(
    (value) => typeof value !== 'number',
  );
  return [activation.id, dtypeOf(x), dy ? 'backward' : 'forward', perChannel].join(' ');
}

function costOf(operands: Operands): number {
  const { x } = operands;
  const key = keyOf(operands);
  let cost = msPerElement.get(key);
  if (cost === undefined) {
    const sample = {
      ...slice(operands, 0, sampleElements),
      out: allocate(sampleElements, dtypeOf(x)),
    };
    cost = shortestMs(() => compute(sample)) / sampleElements;
    msPerElement.set(key, cost);
  }
  return cost;
}

function costOfCopying(): number {
  if (msPerCopiedByte === undefined) {
    const plain: Elements = new Float32Array(copyBytes / 4).fill(1);
    const shared = allocate(plain.length, 'float32');
    msPerCopiedByte = shortestMs(() => shared.set(plain)) / copyBytes;
  }
  return msPerCopiedByte;
}

function shortestMs(act: () => void): number {
  let shortest = Infinity;
  for (let attempt = 0; attempt < tries; attempt++) {
    const began = performance.now();
    act();
    shortest = Math.min(shortest, performance.now() - began);
  }
  return shortest;
}
