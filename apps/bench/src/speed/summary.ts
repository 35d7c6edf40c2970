import type { Cell } from './cell.ts';

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** How many times as fast as somebody ours is, in the cells that he has. */
export function ratios(
  cells: readonly Cell[],
  speedOf: (cell: Cell) => number | null | undefined,
): number[] {
  return cells.flatMap((cell) => {
    const speed = speedOf(cell);
    return speed && Number.isFinite(speed) ? [cell.ours / speed] : [];
  });
}

/** A comparison over many cells. */
export interface Summary {
  readonly against: string;
  readonly direction: Cell['direction'];
  readonly cells: number;
  readonly geometricMean: number;
  readonly least: number;
}

/** Ours against the best Node peer and against each peer by itself, forward and backward. */
export function summarize(cells: readonly Cell[]): Summary[] {
  const names = [...new Set(cells.flatMap(({ peers }) => Object.keys(peers)))];
  const contests: [string, (cell: Cell) => number | null | undefined][] = [
    ['best Node peer', ({ bestPeer }) => bestPeer],
    ...names.map((name): [string, (cell: Cell) => number | undefined] => [
      name,
      ({ peers }) => peers[name],
    ]),
    ['memcpy', ({ memcpy }) => memcpy],
  ];
  return (['forward', 'backward'] as const).flatMap((direction) =>
    contests.flatMap(([against, speedOf]) => {
      const found = ratios(
        cells.filter((cell) => cell.direction === direction),
        speedOf,
      );
      if (found.length === 0) return [];
      return [
        {
          against,
          direction,
          cells: found.length,
          geometricMean: geometricMean(found),
          least: Math.min(...found),
        },
      ];
    }),
  );
}
