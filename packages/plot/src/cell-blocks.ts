import { isDrawable } from './numbers.ts';

/** A row-major grid of values. */
export interface Grid {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
}

/** A grid small enough to draw: each cell is the mean of a block of the original. */
export interface Blocks extends Grid {
  /** Rows and columns of the original in one cell, 1 where nothing was aggregated. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

/** Shrinks a grid to at most `maxCells` by means of blocks; what is not drawable does not count, a block of none is NaN. */
export function aggregated(grid: Grid, maxCells: number): Blocks {
  const [blockRows, blockColumns] = blockSize(grid, maxCells);
  const rows = Math.ceil(grid.rows / blockRows);
  const columns = Math.ceil(grid.columns / blockColumns);
  const sums = new Float64Array(rows * columns);
  const counts = new Uint32Array(rows * columns);
  for (let row = 0; row < grid.rows; row++) {
    const target = Math.floor(row / blockRows) * columns;
    for (let column = 0; column < grid.columns; column++) {
      const value = grid.values[row * grid.columns + column];
      if (!isDrawable(value)) continue;
      const cell = target + Math.floor(column / blockColumns);
      sums[cell] = (sums[cell] ?? 0) + value;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  const values = sums.map((sum, cell) => sum / (counts[cell] ?? 0));
  return { values, rows, columns, blockRows, blockColumns };
}

/** Halves the longer side until the grid is small enough. */
function blockSize({ rows, columns }: Grid, maxCells: number): [number, number] {
  let [blockRows, blockColumns] = [1, 1];
  while (Math.ceil(rows / blockRows) * Math.ceil(columns / blockColumns) > maxCells) {
    if (rows / blockRows > columns / blockColumns) blockRows *= 2;
    else blockColumns *= 2;
  }
  return [blockRows, blockColumns];
}
