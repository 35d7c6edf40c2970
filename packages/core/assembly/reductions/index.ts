/** What the module of reductions exports: everything for both lane types. */
import { ColumnSums } from './column-sums';
import { addInRuns, addInTurn } from './columns';
import { countKeys } from './key-counts';
import { SlopeCounts, anyLost, markSides } from './slope-counts';

export { nextPage, setKeyTables } from './key-counts';
export { setFlatUnder } from './slope-counts';

export function sums_inTurn_f32(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  column: usize,
  scratch: usize,
): void {
  addInTurn<ColumnSums<f32>, f32>(x, count, state, columns, column, scratch);
}

export function sums_inRuns_f32(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  run: usize,
  column: usize,
  within: usize,
  scratch: usize,
): void {
  addInRuns<ColumnSums<f32>, f32>(x, count, state, columns, run, column, within, scratch);
}

export function sums_inTurn_f64(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  column: usize,
  scratch: usize,
): void {
  addInTurn<ColumnSums<f64>, f64>(x, count, state, columns, column, scratch);
}

export function sums_inRuns_f64(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  run: usize,
  column: usize,
  within: usize,
  scratch: usize,
): void {
  addInRuns<ColumnSums<f64>, f64>(x, count, state, columns, run, column, within, scratch);
}

export function slopes_inTurn_f32(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  column: usize,
  scratch: usize,
): void {
  addInTurn<SlopeCounts<f32>, f32>(x, count, state, columns, column, scratch);
}

export function slopes_inRuns_f32(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  run: usize,
  column: usize,
  within: usize,
  scratch: usize,
): void {
  addInRuns<SlopeCounts<f32>, f32>(x, count, state, columns, run, column, within, scratch);
}

export function slopes_inTurn_f64(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  column: usize,
  scratch: usize,
): void {
  addInTurn<SlopeCounts<f64>, f64>(x, count, state, columns, column, scratch);
}

export function slopes_inRuns_f64(
  x: usize,
  count: usize,
  state: usize,
  columns: usize,
  run: usize,
  column: usize,
  within: usize,
  scratch: usize,
): void {
  addInRuns<SlopeCounts<f64>, f64>(x, count, state, columns, run, column, within, scratch);
}

export function countKeys_f32(x: usize, count: usize): void {
  countKeys<f32>(x, count);
}

export function markSides_f32(x: usize, slope: usize, count: usize, peak: f64): void {
  markSides<f32>(x, slope, count, peak);
}

export function anyLost_f32(gradient: usize, slope: usize, count: usize, limit: f64): bool {
  return anyLost<f32>(gradient, slope, count, limit);
}

export function countKeys_f64(x: usize, count: usize): void {
  countKeys<f64>(x, count);
}

export function markSides_f64(x: usize, slope: usize, count: usize, peak: f64): void {
  markSides<f64>(x, slope, count, peak);
}

export function anyLost_f64(gradient: usize, slope: usize, count: usize, limit: f64): bool {
  return anyLost<f64>(gradient, slope, count, limit);
}
