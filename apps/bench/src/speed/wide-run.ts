import { kernelBuild } from '@actigrad/core';
import { BenchError } from '../bench-error.ts';
import type { Cell } from './cell.ts';
import { readRun } from './results-file.ts';

/** A cell whose `ours` is the speed with wide lanes. */
export interface WideCell extends Cell {
  /** Ours without them, in the same run. */
  readonly narrow: number;
}

/** What wide lanes reached in a run on one Node. */
export interface WideRun {
  readonly node: string;
  readonly cells: readonly WideCell[];
}

/** Undefined where nothing was measured with wide lanes. */
export function wideRunOf(node: string, cells: readonly Cell[]): WideRun | undefined {
  const wide = cells.flatMap((cell) =>
    cell.wide ? [{ ...cell, ours: cell.wide, narrow: cell.ours }] : [],
  );
  return wide.length > 0 ? { node, cells: wide } : undefined;
}

/**
 * From a file that another run kept.
 *
 * @throws {BenchError} BENCH_FILE if there is no such file, BENCH_WIDE_BUILD if its cells are of other kernels,
 *   BENCH_WIDE_NONE if it has none with wide lanes
 */
export function readWideRun(path: string): WideRun {
  const saved = readRun(path);
  if (!saved) throw new BenchError('BENCH_FILE', `--wide is ${path}; there is no such file`);
  if (saved.build !== kernelBuild) {
    throw new BenchError(
      'BENCH_WIDE_BUILD',
      `${path} was measured with kernels of build ${saved.build}; these are of build ${kernelBuild}: measure it again`,
    );
  }
  const run = wideRunOf(saved.node, saved.cells);
  if (run) return run;
  throw new BenchError(
    'BENCH_WIDE_NONE',
    `${path} was made on Node ${saved.node} and has nothing with wide lanes; they need Node 22 or newer on x64`,
  );
}
