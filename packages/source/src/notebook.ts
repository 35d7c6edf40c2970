import { readJson } from './json.ts';
import { positionsIn, type Position } from './position.ts';
import { readProgram, type ProgramReading } from './program.ts';
import { parsePython, readPython } from './python.ts';
import type { Expression } from './syntax.ts';
import { stringAt } from './settings.ts';

export interface CellsReading extends ProgramReading {
  readonly position: (offset: number) => Position;
  /** The text at two offsets of the reading. */
  readonly slice: (start: number, end: number) => string;
}

/** Reads the Python cells of a notebook as one program, in their order. */
export function readPythonCells(cells: readonly (string | undefined)[]): CellsReading {
  // Each cell is parsed alone, so that one that is broken leaves the others whole.
  const placed: {
    source: string;
    cell: number;
    base: number;
    position: (offset: number) => Position;
  }[] = [];
  let base = 0;
  cells.forEach((source, cell) => {
    if (source === undefined) return;
    placed.push({ source, cell, base, position: positionsIn(source) });
    base += source.length + 1;
  });
  const statements = placed.flatMap(({ source, base: start }) =>
    readPython(parsePython(source), start),
  );
  const cellAt = (offset: number): (typeof placed)[number] | undefined =>
    placed.findLast((each) => each.base <= offset);
  return {
    ...readProgram(statements, 'python'),
    position(offset) {
      const found = cellAt(offset);
      if (!found) return { offset, line: 1, column: 1 };
      return { ...found.position(offset - found.base), cell: found.cell };
    },
    slice(start, end) {
      const found = cellAt(start);
      return found ? found.source.slice(start - found.base, end - found.base) : '';
    },
  };
}

/** The sources of an .ipynb file's cells: undefined for those that are not code. */
export function cellsOf(notebook: string): (string | undefined)[] {
  const root = readJson(notebook);
  const cells =
    root?.kind === 'dictionary'
      ? root.entries.find(({ key }) => key?.kind === 'string' && key.value === 'cells')?.value
      : undefined;
  if (cells?.kind !== 'list') return [];
  return cells.items.map((cell) => {
    if (cell.kind !== 'dictionary' || stringAt(cell, 'cell_type')?.value !== 'code')
      return undefined;
    const source = cell.entries.find(
      ({ key }) => key?.kind === 'string' && key.value === 'source',
    )?.value;
    return source && sourceText(source);
  });
}

function sourceText(source: Expression): string | undefined {
  if (source.kind === 'string') return source.value;
  if (source.kind !== 'list') return undefined;
  return source.items.map((line) => (line.kind === 'string' ? line.value : '')).join('');
}
