import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { kernelBuild } from '@actigrad/core';
import type { Cell } from './cell.ts';

/** Cells of runs that went before, so that a long run may be made in parts. */
interface SavedCells {
  /** Cells of other kernels or another Node are not compared with these. */
  readonly build: string;
  readonly node: string;
  readonly cells: readonly Cell[];
}

const node = process.versions.node;

export function readCells(path: string): readonly Cell[] {
  if (!existsSync(path)) return [];
  const saved = JSON.parse(readFileSync(path, 'utf8')) as SavedCells;
  return saved.build === kernelBuild && saved.node === node ? saved.cells : [];
}

export function saveCells(path: string, cells: readonly Cell[]): void {
  const saved: SavedCells = { build: kernelBuild, node, cells };
  writeFileSync(`${path}.new`, JSON.stringify(saved));
  renameSync(`${path}.new`, path);
}
