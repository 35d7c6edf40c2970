import { clamp } from './box.ts';
import { BOLD_WEIGHT, CENTRE, TEXT_SIZE, label } from './label.ts';
import type { Palette } from './palette.ts';
import { joined } from './svg.ts';
import type { Markup } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';

/** The name of a line, written where it ends. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly bold: boolean;
  /** Where the line ends, px. */
  readonly y: number;
}

/** Between the line's end and its name, px. */
const GAP = 8;
/** Between baselines, px. */
const LINE_HEIGHT = 15;
/** Names take at most this share of a figure's width. */
const SHARE_MAX = 0.35;

/** Width to the right of the plot that names need, px. */
export function endLabelsWidth(names: readonly string[], width: number): number {
  const widest = names.reduce((most, name) => Math.max(most, textWidth(name, TEXT_SIZE, true)), 0);
  return widest === 0 ? 0 : Math.min(widest + GAP + 2, width * SHARE_MAX);
}

/** Writes names to the right of `x`, each at its line's end, moved apart where they would touch. */
export function drawEndLabels(
  labels: readonly EndLabel[],
  { x, top, bottom, width }: { x: number; top: number; bottom: number; width: number },
  palette: Palette,
): Markup {
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  const rows = spread(
    sorted.map(({ y }) => y),
    top,
    bottom,
  );
  return joined(
    sorted.map(({ text, colour, bold }, index) => {
      const fitted = shortened(text, (width - x - GAP) / (bold ? 1.1 : 1), TEXT_SIZE);
      const y = (rows[index] ?? 0) + CENTRE * TEXT_SIZE;
      const weight = bold ? { weight: BOLD_WEIGHT } : {};
      return label(fitted, { x: x + GAP, y, ...weight, fill: colour, halo: palette.background });
    }),
  );
}

/** Moves ascending rows down until none touch, then back up from the bottom. */
function spread(rows: readonly number[], top: number, bottom: number): number[] {
  const spaced = rows.map((row) => clamp(row, top, bottom));
  for (let i = 1; i < spaced.length; i++) {
    spaced[i] = Math.max(spaced[i] as number, (spaced[i - 1] as number) + LINE_HEIGHT);
  }
  for (let i = spaced.length - 1, limit = bottom; i >= 0; i--, limit -= LINE_HEIGHT) {
    spaced[i] = Math.min(spaced[i] as number, limit);
  }
  return spaced;
}
