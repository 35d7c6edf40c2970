import { aggregated } from './cell-blocks.ts';
import type { Blocks } from './cell-blocks.ts';
import type { Box } from './box.ts';
import { KEY_HEIGHT, drawColourKey } from './colour-key.ts';
import { plotError, requireInterval } from './errors.ts';
import type { Canvas, FigureOptions, FigureText } from './figure.ts';
import { canvas, emptyFigure, figure, leftOutNote } from './figure.ts';
import { hatchHarmful } from './hatch.ts';
import { inkOf } from './ink.ts';
import type { Ink } from './ink.ts';
import { CENTRE, TEXT_SIZE, label } from './label.ts';
import { countUndrawable } from './numbers.ts';
import type { Palette } from './palette.ts';
import { linearTicks } from './ticks.ts';
import type { ScaleKind } from './ticks.ts';
import { element, joined, nothing, tenth } from './svg.ts';
import type { Markup } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';

/** Values by two indexes: units × samples, layers × steps. */
export interface HeatMap extends FigureText {
  /** Row-major, rows × columns. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** Names of the rows, or what they are: "unit". */
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly rowNames?: readonly string[];
  /** Rows to mark at the edge, such as dead units. */
  readonly markedRows?: readonly number[];
  /** Stretches of cells to hatch, such as the dead units of a layer; adjoining equal ones are one. */
  readonly hatched?: readonly CellRun[];
  /** What the mark means: "dead". */
  readonly markLabel?: string;
  /** On a log10 scale what is 0 or negative stays blank. Default 'linear'. */
  readonly scale?: ScaleKind;
  /** Values of full ink at both ends; by default what the values cover. */
  readonly range?: readonly [number, number];
}

/** Cells of one row, `start` inclusive, `end` exclusive. */
export interface CellRun {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

/** More cells than this are drawn as means of blocks: markup of over 100 kB shows no more than pixels can. */
export const HEAT_MAP_CELLS_MAX = 10_000;

const DEFAULT_SIZE = { width: 480, height: 260 };
const MARGIN = 8;
/** Between the grid and its labels, px. */
const GAP = 6;
/** Width of the column of marks, px. */
const MARK_WIDTH = 6;
const ROW_LABEL_HEIGHT = 18;
const COLUMN_LABEL_HEIGHT = 20;

/**
 * Draws a grid of values as ink: blue for positive, orange for negative, none for 0.
 *
 * @throws RangeError PLOT_LENGTHS_DIFFER, PLOT_INDEX_OUT_OF_RANGE, PLOT_INTERVAL_INVALID, PLOT_SIZE_OUT_OF_RANGE
 */
export function heatMap(data: HeatMap, palette: Palette, options: FigureOptions = {}): string {
  const on = canvas(palette, options, DEFAULT_SIZE);
  requireGrid(data);
  const { scale = 'linear' } = data;
  const notes = leftOutNote(on, countUndrawable(data.values), data.values.length);
  const blocks = aggregated(data, HEAT_MAP_CELLS_MAX);
  if (blocks.blockRows * blocks.blockColumns > 1) {
    notes.push(on.words.aggregated(blocks.blockRows, blocks.blockColumns));
  }
  const ink = inkOf(blocks.values, scale, data.range);
  if (ink === undefined) return emptyFigure(on, data, notes);

  const area = layOut(data, on);
  const parts = [
    drawCells(blocks, ink, area, palette),
    drawHatched(data, area, palette),
    element('rect', {
      x: area.left - 0.5,
      y: area.top - 0.5,
      width: area.right - area.left + 1,
      height: area.bottom - area.top + 1,
      fill: 'none',
      stroke: palette.axis,
    }),
    drawMarks(data, area, palette),
    rowTexts(data, area, palette),
    columnTexts(data, area, palette),
    drawColourKey(ink, { left: area.left, top: area.bottom + COLUMN_LABEL_HEIGHT }, palette),
  ];
  return figure(on, data, parts, notes);
}

function requireGrid({
  values,
  rows,
  columns,
  markedRows = [],
  hatched = [],
  range,
  scale,
}: HeatMap): void {
  if (!isCount(rows) || !isCount(columns) || values.length !== rows * columns) {
    throw plotError(
      'PLOT_LENGTHS_DIFFER',
      `a heat map of ${rows} rows and ${columns} columns has ${values.length} values; it must have rows × columns`,
    );
  }
  for (const row of markedRows) {
    if (isCount(row) && row < rows) continue;
    throw plotError(
      'PLOT_INDEX_OUT_OF_RANGE',
      `a marked row is ${row}; it must be a whole number from 0 to ${rows - 1}`,
    );
  }
  for (const { row, start, end } of hatched) {
    if (isCount(row) && row < rows && start >= 0 && start <= end && end <= columns) continue;
    throw plotError(
      'PLOT_INDEX_OUT_OF_RANGE',
      `a hatched run is cells ${start} to ${end} of row ${row}; it must lie within ${columns} columns and ${rows} rows`,
    );
  }
  if (range !== undefined) requireInterval('range', range, scale);
}

function layOut({ rowNames = [], markedRows = [] }: HeatMap, on: Canvas): Box {
  const names = rowNames.map((name) =>
    textWidth(shortened(name, on.width * 0.3, TEXT_SIZE), TEXT_SIZE),
  );
  const marks = markedRows.length > 0 ? MARK_WIDTH + GAP : 0;
  const left = MARGIN + Math.max(26, ...names) + GAP;
  return {
    left: Math.ceil(left),
    top: on.top + ROW_LABEL_HEIGHT + MARGIN / 2,
    right: on.width - MARGIN - marks,
    bottom: on.height - COLUMN_LABEL_HEIGHT - KEY_HEIGHT - MARGIN / 2,
  };
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0;
}

/** One path for each level of ink, in units of cells: neighbours of one level are one stroke. */
function drawCells(
  { values, rows, columns }: Blocks,
  ink: Ink,
  area: Box,
  palette: Palette,
): Markup {
  const paths = new Map<number, string>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns;) {
      const level = ink.level(values[row * columns + column] as number);
      const start = column;
      do column++;
      while (column < columns && ink.level(values[row * columns + column] as number) === level);
      if (level === undefined || level === 0) continue;
      paths.set(level, `${paths.get(level) ?? ''}M${start} ${row}h${column - start}`);
    }
  }
  const across = (area.right - area.left) / columns;
  const down = (area.bottom - area.top) / rows;
  const levels = [...paths].toSorted(([a], [b]) => a - b);
  return element(
    'g',
    {
      // Strokes of one unit, centred on the rows.
      transform: `translate(${area.left} ${area.top})scale(${across} ${down})translate(0 .5)`,
      fill: 'none',
      'shape-rendering': 'crispEdges',
    },
    ...levels.map(([level, d]) =>
      element('path', {
        d,
        stroke: level > 0 ? palette.value : palette.slope,
        'stroke-opacity': Math.abs(level) / ink.levels,
      }),
    ),
  );
}

function drawHatched(
  { hatched = [], rows, columns }: HeatMap,
  area: Box,
  palette: Palette,
): Markup {
  const across = (area.right - area.left) / columns;
  const down = (area.bottom - area.top) / rows;
  const blocks: { row: number; rowEnd: number; start: number; end: number }[] = [];
  for (const { row, start, end } of hatched.toSorted((a, b) => a.row - b.row)) {
    const above = blocks.at(-1);
    if (start === end) continue;
    if (above?.rowEnd === row && above.start === start && above.end === end) above.rowEnd++;
    else blocks.push({ row, rowEnd: row + 1, start, end });
  }
  return joined(
    blocks.map(({ row, rowEnd, start, end }) => {
      return hatchHarmful(
        {
          left: area.left + start * across,
          right: area.left + end * across,
          top: area.top + row * down,
          bottom: area.top + rowEnd * down,
        },
        palette,
      );
    }),
  );
}

/** Red ticks beside the marked rows; of adjoining rows one. */
function drawMarks(
  { markedRows = [], markLabel, rows }: HeatMap,
  area: Box,
  palette: Palette,
): Markup {
  if (markedRows.length === 0) return nothing;
  const height = (area.bottom - area.top) / rows;
  const sorted = [...new Set(markedRows)].toSorted((a, b) => a - b);
  const x = area.right + GAP + MARK_WIDTH / 2;
  let d = '';
  for (let i = 0; i < sorted.length;) {
    const start = sorted[i] as number;
    let end = start + 1;
    for (i++; sorted[i] === end; i++) end++;
    const top = area.top + start * height;
    d += `M${x} ${tenth(top)}v${tenth(Math.max(1, (end - start) * height))}`;
  }
  const count = `${sorted.length} ${markLabel ?? ''}`.trim();
  return joined([
    element('path', { d, fill: 'none', stroke: palette.danger, 'stroke-width': MARK_WIDTH }),
    label(count, {
      x: area.right + GAP + MARK_WIDTH,
      y: area.top - GAP,
      anchor: 'end',
      fill: palette.danger,
    }),
  ]);
}

function rowTexts({ rows, rowNames, rowLabel }: HeatMap, area: Box, palette: Palette): Markup {
  const height = (area.bottom - area.top) / rows;
  const style = { x: area.left - GAP, anchor: 'end', fill: palette.muted } as const;
  const every = Math.max(1, Math.ceil(14 / height));
  const texts =
    rowNames?.map((name, at) => ({
      at,
      text: shortened(name, area.left - MARGIN - GAP, TEXT_SIZE),
    })) ??
    linearTicks([0, Math.max(1, rows - 1)], (area.bottom - area.top) / 36).filter(({ at }) =>
      Number.isInteger(at),
    );
  return joined([
    label(rowLabel, { x: MARGIN, y: area.top - GAP - 2, fill: palette.muted }),
    ...texts
      .filter(({ at }) => at < rows && (rowNames === undefined || at % every === 0))
      .map(({ at, text }) =>
        label(text, { ...style, y: area.top + (at + 0.5) * height + CENTRE * TEXT_SIZE }),
      ),
  ]);
}

function columnTexts({ columns, columnLabel }: HeatMap, area: Box, palette: Palette): Markup {
  const width = (area.right - area.left) / columns;
  const ticks = linearTicks([0, Math.max(1, columns - 1)], (area.right - area.left) / 72);
  const nameWidth = textWidth(columnLabel, TEXT_SIZE) + GAP;
  return joined([
    ...ticks
      .filter(({ at }) => Number.isInteger(at) && at < columns)
      .map(({ at, text }) => ({ x: area.left + (at + 0.5) * width, text }))
      // The axis' name stands in the same line, at its end.
      .filter(({ x, text }) => x + textWidth(text, TEXT_SIZE) / 2 < area.right - nameWidth)
      .map(({ x, text }) =>
        label(text, { x, y: area.bottom + 14, anchor: 'middle', fill: palette.muted }),
      ),
    label(columnLabel, { x: area.right, y: area.bottom + 14, anchor: 'end', fill: palette.muted }),
  ]);
}
