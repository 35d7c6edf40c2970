import type { Cell } from './cell.ts';
import type { CallOverhead } from './overhead.ts';
import type { FileCost } from './file-costs.ts';
import { geometricMean, ratios } from './summary.ts';
import { sizeName } from './tables.ts';
import type { WideCell, WideRun } from './wide-run.ts';

/** One claim, and what was measured for it. */
export interface Verdict {
  readonly claim: string;
  readonly measured: string;
  /** Undefined where nothing was measured for it. */
  readonly holds: boolean | undefined;
}

/** The functions that the claims are about, by their names in PyTorch. */
export const claimed: readonly string[] = [
  'torch.nn.ReLU',
  'torch.nn.LeakyReLU',
  'torch.nn.Sigmoid',
  'torch.nn.Tanh',
  'torch.nn.ELU',
  'torch.nn.SELU',
  'torch.nn.GELU',
  'gelu_pytorch_tanh',
  'torch.nn.SiLU',
  'torch.nn.Mish',
  'torch.nn.Softplus',
  'torch.nn.Softsign',
  'torch.nn.Hardswish',
];
/** What memory alone bounds, in long arrays. */
const cheapest: readonly string[] = ['torch.nn.ReLU', 'torch.nn.LeakyReLU'];
/** What V8 can join. */
const joined: readonly string[] = [
  'torch.nn.Sigmoid',
  'torch.nn.Tanh',
  'torch.nn.SiLU',
  'torch.nn.ELU',
];

interface Evidence {
  readonly cells: readonly Cell[];
  readonly overhead: readonly CallOverhead[];
  readonly fileCosts: readonly FileCost[];
  readonly wide?: WideRun | undefined;
}

const longest = 2 ** 24;
const shortest = 2 ** 12;
type Speed = number | null | undefined;
const best = (cell: Cell): Speed => cell.bestPeer;
const peer =
  (name: string) =>
  (cell: Cell): Speed =>
    cell.peers[name];

/** Judges each claim of the project by the cells of one run. `idOf` finds a function by its name. */
export function judge(
  { cells, overhead, fileCosts, wide }: Evidence,
  idOf: (name: string) => string,
): Verdict[] {
  const are = (names: readonly string[]): ((cell: Cell) => boolean) => {
    const ids = new Set(names.map(idOf));
    return (cell) => ids.has(cell.function);
  };
  const forward = cells.filter((cell) => cell.direction === 'forward').filter(are(claimed));
  const backward = cells.filter((cell) => cell.direction === 'backward').filter(are(claimed));
  const isCheap = are(cheapest);
  const edges = forward.filter(({ n }) => n === shortest || n === longest);
  const bar = (cell: Cell): number => (cell.n === longest && isCheap(cell) ? 0.95 : 1);
  const below = edges.filter((cell) => cell.bestPeer && cell.ours / cell.bestPeer < bar(cell));
  const two = forward.filter(({ threads }) => threads === 2);
  const torch = [...two, ...backward.filter(({ threads }) => threads === 2)];
  const longCopies = forward.filter(
    (cell) => cell.n === longest && cell.threads === 1 && isCheap(cell),
  );
  const wideForward = (wide?.cells ?? []).filter(({ direction }) => direction === 'forward');
  return [
    mean('Forward, best Node peer: geometric mean at least 2', ratios(forward, best), 2),
    {
      claim:
        'Forward, 4 Ki and 16 Mi: no cell under the best Node peer (ReLU family at 16 Mi: 0.95)',
      measured:
        edges.length === 0
          ? ''
          : `${below.length} of ${edges.length} cells under it${below.length > 0 ? `: ${below.map(describe).join(', ')}` : ''}`,
      holds: edges.length === 0 ? undefined : below.length === 0,
    },
    least('Forward, best Node peer: no cell under 0.45', forward, best, 0.45),
    least(
      'Forward with wide lanes, best Node peer: no cell under 0.8',
      wideForward.filter(are(claimed)),
      best,
      0.8,
    ),
    least(
      'Wide lanes: sigmoid, tanh, SiLU, ELU at least 1.4 times as fast',
      wideForward.filter(({ threads }) => threads === 1).filter(are(joined)),
      ({ narrow }: WideCell) => narrow,
      1.4,
    ),
    mean('Backward, tfjs-wasm: geometric mean at least 5', ratios(backward, peer('tfjs-wasm')), 5),
    mean('PyTorch, 2 threads each: geometric mean at least 1', ratios(torch, peer('pytorch')), 1),
    least(
      'ReLU and leaky ReLU at 16 Mi, one thread: at least 0.9 of memcpy',
      longCopies,
      ({ memcpy }) => memcpy,
      0.9,
    ),
    ...overhead
      .filter(({ n }) => n === 16)
      .map(({ nsInKernelMemory }) => ({
        claim: 'A call on 16 elements in kernel memory: under 300 ns',
        measured: `${nsInKernelMemory.toFixed(0)} ns`,
        holds: nsInKernelMemory < 300,
      })),
    scaling(forward),
    growth(fileCosts),
  ];
}

function isSamePlace(a: Cell, b: Cell): boolean {
  return (
    a.function === b.function &&
    a.direction === b.direction &&
    a.n === b.n &&
    a.threads === b.threads
  );
}

function mean(claim: string, found: readonly number[], bar: number): Verdict {
  if (found.length === 0) return { claim, measured: '', holds: undefined };
  const measured = geometricMean(found);
  return {
    claim,
    measured: `${measured.toFixed(2)} over ${found.length} cells`,
    holds: measured >= bar,
  };
}

function least<C extends Cell>(
  claim: string,
  cells: readonly C[],
  against: (cell: C) => Speed,
  bar: number,
): Verdict {
  const found = cells.flatMap((cell) => {
    const speed = against(cell);
    return speed ? [{ cell, ratio: cell.ours / speed }] : [];
  });
  const worst = found.toSorted((a, b) => a.ratio - b.ratio)[0];
  if (!worst) return { claim, measured: '', holds: undefined };
  const under = found.filter(({ ratio }) => ratio < bar).length;
  return {
    claim,
    measured: `least ${worst.ratio.toFixed(2)} (${describe(worst.cell)}); ${under} of ${found.length} cells under`,
    holds: under === 0,
  };
}

/** Two threads against one, at the longest size, where one is not bound by memory. */
function scaling(forward: readonly Cell[]): Verdict {
  const pairs = forward.flatMap((one) => {
    const isBound = one.ours >= one.memcpy / 2;
    if (one.threads !== 1 || one.n !== longest || isBound) return [];
    const both = forward.find((cell) => isSamePlace({ ...one, threads: 2 }, cell));
    return both ? [{ ...both, ours: both.ours / one.ours }] : [];
  });
  return least(
    'Two threads at 16 Mi: at least 1.7 times one where one is under half of memcpy',
    pairs,
    () => 1,
    1.7,
  );
}

function growth(costs: readonly FileCost[]): Verdict {
  const claim = 'A file of 1 Gi elements: at most 1.3 times the cost per element at 16 Mi';
  const [small, large] = [longest, 2 ** 30].map((n) => costs.find((cost) => cost.n === n));
  if (!small || !large) return { claim, measured: '', holds: undefined };
  const ratio = large.nsPerElement / small.nsPerElement;
  return { claim, measured: `${ratio.toFixed(2)} times`, holds: ratio <= 1.3 };
}

function describe({ function: id, n, threads }: Cell): string {
  return `${id} ${sizeName(n)} ×${threads}`;
}
