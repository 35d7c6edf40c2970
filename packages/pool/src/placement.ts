import type { Activation, Elements } from '@actigrad/core';
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
  /** What a call takes on the calling thread; 0 for so few elements that nobody else should be asked. */
  costMs(operands: Operands): number;
  fasterOnWorkers(operands: Operands, costMs: number): boolean;
  reducesOnWorkers(task: ReduceTask): boolean;
  /** Takes note of what elements of a call took on the calling thread: the first sample may run unoptimized code. */
  learn(operands: Operands, elements: number, busyMs: number): void;
  /** Takes note of a task that was reduced on the calling thread. */
  tallied(report: ReduceReport): ReduceReport;
}

/** Elements of a call that are timed. The slowest function takes under 0.2 ms for as many, a round trip's time. */
const sampleElements = 16384;
/** Enough to leave the caches of a core, as staged arrays do. */
const copyBytes = 2 ** 23;
/** The best of so many is taken: others may use the machine. */
const tries = 3;
/** Until it has been measured. Two threads: 0.11 to 0.26 ms on two busy cores. */
const usualRoundTripMs = 0.2;
/** Two threads on two cores that load the kernels: 78 to 230 ms. */
const usualStartMs = 100;

/** Milliseconds that an element takes, by `kindOf` the call; 0 until measured. They are of the process, not of one pool. */
const costsByName = new Map<string, Float64Array>();
const costsByActivation = new WeakMap<Activation, Float64Array>();
let msPerCopiedByte: number | undefined;

export function createPlacement(workers: Workers): Placement {
  let forgoneMs = 0;

  function gainMs({ x, dy, out }: Operands, costMs: number): number {
    // One thread gains nothing, but leaves the calling thread free: that is taken to be worth half.
    const saved = costMs * (1 - 1 / Math.max(workers.threads, 2));
    const plain = [x, dy, out].filter((array) => array && !isShared(array)).length;
    const copying = plain === 0 ? 0 : plain * x.byteLength * costOfCopying();
    return saved - copying - (workers.roundTripMs ?? usualRoundTripMs);
  }

  return {
    learn,
    costMs: (operands) =>
      operands.x.length <= sampleElements ? 0 : operands.x.length * costOf(operands),
    fasterOnWorkers(operands, costMs) {
      if (costMs === 0) return false;
      const gain = gainMs(operands, costMs);
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

function learn(operands: Operands, elements: number, busyMs: number): void {
  if (elements < sampleElements) return;
  const [costs, kind] = [costsOf(operands.activation), kindOf(operands)];
  costs[kind] = Math.min(costs[kind] ?? 0, busyMs / elements);
}

function costOf(operands: Operands): number {
  const [costs, kind] = [costsOf(operands.activation), kindOf(operands)];
  return costs[kind] || (costs[kind] = measureCost(operands));
}

function measureCost(operands: Operands): number {
  const out = allocate(sampleElements, dtypeOf(operands.x));
  const sample = { ...slice(operands, 0, sampleElements), out };
  return shortestMs(() => compute(sample)) / sampleElements;
}

/** Looked up by the activation itself, for calls that take microseconds. */
function costsOf(activation: Activation): Float64Array {
  const known = costsByActivation.get(activation);
  if (known) return known;
  const isPerChannel = Object.values(activation.parameters).some(
    (value) => typeof value !== 'number',
  );
  const name = `${activation.id} ${isPerChannel}`;
  const costs = costsByName.get(name) ?? new Float64Array(4);
  costsByName.set(name, costs);
  costsByActivation.set(activation, costs);
  return costs;
}

function kindOf({ x, dy }: Operands): number {
  return (dy ? 2 : 0) + (x.BYTES_PER_ELEMENT === 4 ? 1 : 0);
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
