import type { Activation } from '@actigrad/core';
import { cellOf, type Cell, type Measured } from './cell.ts';
import { sampleIndexes, type Contender, type Opened, type Work } from './contender.ts';
import { inputs } from './inputs.ts';
import { measure, type Effort } from './measure.ts';

export interface Plan {
  readonly functions: readonly Activation[];
  readonly sizes: readonly number[];
  readonly threads: readonly number[];
  readonly contenders: readonly Contender[];
  readonly effort: Effort;
  /** Measured before: taken as they are. */
  readonly known: readonly Cell[];
  /**
   * Leave a peer out of the largest size if it was so much slower than the fastest at the size
   * before; Infinity: never.
   */
  readonly leaveOutSlower: number;
  /** Begin nothing new after so long; Infinity: never stop early. */
  readonly timeLimitMs: number;
}

export interface Outcome {
  readonly cells: Cell[];
  /** Who or what was not compared, and why: results differ, or the time was up. */
  readonly refused: string[];
}

const directions = ['forward', 'backward'] as const;

/** Runs the plan and calls `onCells` after each function, direction and size. */
export async function compareSpeeds(
  plan: Plan,
  onCells: (cells: readonly Cell[]) => void,
): Promise<Outcome> {
  const cells: Cell[] = [...plan.known];
  const refused = new Set<string>();
  const startedMs = performance.now();
  for (const n of plan.sizes) {
    for (const f of plan.functions) {
      for (const direction of directions) {
        if (performance.now() - startedMs > plan.timeLimitMs) {
          refused.add(`${direction} ${f.id}, ${n.toLocaleString('en')} elements: the time was up`);
          continue;
        }
        if (
          cells.some(
            (cell) => cell.function === f.id && cell.direction === direction && cell.n === n,
          )
        ) {
          onCells([]);
          continue;
        }
        const slow = slowPeers(plan, cells, { direction, f, n });
        const contenders = plan.contenders.filter(({ name }) => !slow.has(name));
        const measured = await measureAll(contenders, { direction, f, n }, plan.effort, refused);
        const found = plan.threads.map((threads) =>
          cellOf({ direction, function: f.id, n, threads }, measured),
        );
        cells.push(...found);
        onCells(found);
      }
    }
  }
  return { cells, refused: [...refused] };
}

async function measureAll(
  contenders: readonly Contender[],
  work: Work,
  effort: Effort,
  refused: Set<string>,
): Promise<Measured[]> {
  const open: { readonly contender: Contender; readonly opened: Opened }[] = [];
  try {
    for (const contender of contenders) {
      const opened = await contender.open(work);
      if (!opened) continue;
      const difference = opened.samples && largestDifference(work, opened.samples);
      if (difference === undefined || difference <= tolerance) open.push({ contender, opened });
      else {
        refused.add(
          `${contender.name}, ${work.direction} ${work.f.id}: differs by ${difference.toPrecision(2)}`,
        );
        await opened.close();
      }
    }
    const speeds = await measure(
      open.map(({ opened }) => opened),
      work.n,
      effort,
    );
    return open.map(({ contender: { name, threads } }, index) => ({
      name,
      threads,
      speed: speeds[index] as Measured['speed'],
    }));
  } finally {
    for (const { opened } of open) await opened.close();
  }
}

/** Enough for the approximations that peers use, too little for another function. */
const tolerance = 2e-3;

/** Against float64, in units of max(1, |exact|): equal work for all, not equal accuracy. */
function largestDifference({ direction, f, n }: Work, samples: readonly number[]): number {
  const x = inputs(n, 1);
  const dy = inputs(n, 2);
  const at = sampleIndexes(n);
  const xs = Float64Array.from(at, (index) => x[index] as number);
  const dys = Float64Array.from(at, (index) => dy[index] as number);
  const exact = direction === 'forward' ? f.forward(xs) : f.backward(xs, dys);
  const differences = samples.map((sample, index) => {
    const target = exact[index] as number;
    const difference = Math.abs(sample - target) / Math.max(1, Math.abs(target));
    return Number.isNaN(difference) ? Infinity : difference;
  });
  return Math.max(...differences);
}

/** Peers that cannot be the fastest at the largest size, where one run of theirs takes seconds. */
function slowPeers(plan: Plan, cells: readonly Cell[], { direction, f, n }: Work): Set<string> {
  if (n !== Math.max(...plan.sizes)) return new Set();
  const before = cells.findLast(
    (cell) => cell.function === f.id && cell.direction === direction && cell.n < n,
  );
  if (!before) return new Set();
  const fastest = before.bestPeer ?? 0;
  return new Set(
    Object.entries(before.peers)
      .filter(([, speed]) => speed * plan.leaveOutSlower < fastest)
      .map(([name]) => name),
  );
}
