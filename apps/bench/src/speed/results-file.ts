import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { kernelBuild } from '@actigrad/core';
import { BenchError } from '../bench-error.ts';
import type { Cell } from './cell.ts';

/** Cells of runs that went before, so that a long run may be made in parts. */
interface SavedRun {
  /** Cells of other kernels or another Node are not compared with these. */
  readonly build: string;
  readonly node: string;
  readonly cells: readonly Cell[];
}

const node = process.versions.node;

/**
 * Undefined where there is no file.
 *
 * @throws {BenchError} BENCH_FILE if it is anything else, which nobody wants overwritten either
 */
export function readRun(path: string): SavedRun | undefined {
  if (!existsSync(path)) return undefined;
  const saved = parse(readFileSync(path, 'utf8'));
  if (isSavedRun(saved)) return saved;
  throw new BenchError('BENCH_FILE', `${path} is not a file that --keep has made`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSavedRun(value: unknown): value is SavedRun {
  if (typeof value !== 'object' || value === null) return false;
  const { build, node: madeOn, cells } = value as Record<keyof SavedRun, unknown>;
  return typeof build === 'string' && typeof madeOn === 'string' && Array.isArray(cells);
}

/** Cells that this run may take as its own. */
export function readCells(path: string): readonly Cell[] {
  const saved = readRun(path);
  return saved?.build === kernelBuild && saved.node === node ? saved.cells : [];
}

export function saveCells(path: string, cells: readonly Cell[]): void {
  const saved: SavedRun = { build: kernelBuild, node, cells };
  writeFileSync(`${path}.new`, JSON.stringify(saved));
  renameSync(`${path}.new`, path);
}
