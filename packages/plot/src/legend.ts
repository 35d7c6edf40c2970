import type { CurveKind } from './curve-data.ts';
import { dash } from './curve-lines.ts';
import { AREA_OPACITY } from './density.ts';
import { NAME_SIZE, label } from './label.ts';
import type { Palette } from './palette.ts';
import { element, joined } from './svg.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';

export interface LegendEntry {
  readonly text: string;
  readonly colour: string;
  /** A line in the dash of its kind, or a filled area. */
  readonly kind: CurveKind | 'area';
}

/** Length of the sample of a curve, its distance to the name, and between entries, px. */
const SAMPLE = 22;
const GAP = 6;
const ENTRY_GAP = 16;
export const LEGEND_ROW_HEIGHT = 18;

/** Puts entries into rows of a width; a legend is for curves that have no room for a name beside them. */
export function legendRows(entries: readonly LegendEntry[], width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let used = Infinity;
  for (const entry of entries) {
    const needed = entryWidth(entry);
    if (used + needed > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(entry);
    used += needed + ENTRY_GAP;
  }
  return rows;
}

export function drawLegend(
  rows: readonly (readonly LegendEntry[])[],
  { left, top }: { readonly left: number; readonly top: number },
  palette: Palette,
): Markup {
  return joined(
    rows.flatMap((row, index) => {
      let x = left;
      const y = top + index * LEGEND_ROW_HEIGHT + LEGEND_ROW_HEIGHT / 2;
      return row.map((entry) => {
        const drawn = drawEntry(entry, x, y, palette);
        x += entryWidth(entry) + ENTRY_GAP;
        return drawn;
      });
    }),
  );
}

function drawEntry(
  { text, colour, kind }: LegendEntry,
  x: number,
  y: number,
  palette: Palette,
): Markup {
  const left = Math.round(x);
  const sample =
    kind === 'area'
      ? element('rect', {
          x: left,
          y: y - 4,
          width: SAMPLE,
          height: 8,
          fill: colour,
          'fill-opacity': AREA_OPACITY,
        })
      : element('path', {
          d: `M${left} ${y}h${SAMPLE}`,
          stroke: colour,
          'stroke-width': palette.strokeWidth,
          ...dash(kind, palette.strokeWidth),
        });
  return joined([
    sample,
    label(text, { x: x + SAMPLE + GAP, y: y + 4, size: NAME_SIZE, fill: colour }),
  ]);
}

function entryWidth({ text }: LegendEntry): number {
  return SAMPLE + GAP + textWidth(text, NAME_SIZE);
}
