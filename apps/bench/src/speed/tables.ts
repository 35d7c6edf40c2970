import type { Cell } from './cell.ts';
import { geometricMean, ratios, summarize } from './summary.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function summaryTable(cells: readonly Cell[]): Table {
  return {
    header: ['Ours against', 'Direction', 'Cells', 'Geometric mean', 'Least'],
    rows: summarize(cells).map(
      ({ against, direction, cells: count, geometricMean: mean, least }) => [
        against,
        direction,
        String(count),
        times(mean),
        times(least),
      ],
    ),
  };
}

/** A row a function, a column a size and number of threads. */
export function ratioTable<C extends Cell>(
  cells: readonly C[],
  direction: Cell['direction'],
  against: (cell: C) => number | null,
): Table {
  return byFunction(cells, direction, (cell) => {
    const speed = against(cell);
    return speed ? times(cell.ours / speed) : '';
  });
}

export function speedTable(cells: readonly Cell[], direction: Cell['direction']): Table {
  return byFunction(cells, direction, ({ ours }) => (ours / 1e9).toFixed(2));
}

function byFunction<C extends Cell>(
  cells: readonly C[],
  direction: Cell['direction'],
  describe: (cell: C) => string,
): Table {
  const own = cells.filter((cell) => cell.direction === direction);
  const columns = [...new Map(own.map((cell) => [columnOf(cell), cell])).values()].toSorted(
    (a, b) => a.n - b.n || a.threads - b.threads,
  );
  const functions = [...new Set(own.map((cell) => cell.function))];
  return {
    header: ['Function', ...columns.map(columnOf)],
    rows: functions.map((id) => [
      id,
      ...columns.map((column) => {
        const cell = own.find((one) => one.function === id && columnOf(one) === columnOf(column));
        return cell ? describe(cell) : '';
      }),
    ]),
  };
}

/** `1 Mi ×2`: a size, and the threads where they are more than one. */
function columnOf({ n, threads }: Pick<Cell, 'n' | 'threads'>): string {
  const size = sizeName(n);
  return threads > 1 ? `${size} ×${threads}` : size;
}

export function sizeName(n: number): string {
  const units = [
    [2 ** 30, 'Gi'],
    [2 ** 20, 'Mi'],
    [2 ** 10, 'Ki'],
  ] as const;
  const found = units.find(([size]) => n >= size);
  return found ? `${n / found[0]} ${found[1]}` : String(n);
}

export function times(ratio: number): string {
  return `${ratio >= 9.95 ? ratio.toFixed(0) : ratio.toFixed(ratio < 0.995 ? 2 : 1)}×`;
}

/** Geometric mean of the ratios of each function, for a chart. */
export function ratiosByFunction(
  cells: readonly Cell[],
  direction: Cell['direction'],
): { readonly id: string; readonly mean: number; readonly spread: readonly [number, number] }[] {
  const own = cells.filter((cell) => cell.direction === direction);
  return [...new Set(own.map((cell) => cell.function))].flatMap((id) => {
    const found = ratios(
      own.filter((cell) => cell.function === id),
      ({ bestPeer }) => bestPeer,
    );
    if (found.length === 0) return [];
    const spread = [Math.min(...found), Math.max(...found)] as const;
    return [{ id, mean: geometricMean(found), spread }];
  });
}
