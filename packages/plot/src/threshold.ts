import type { Axis } from './axis.ts';
import { sharp } from './axis.ts';
import type { Box } from './box.ts';
import { clamp, contains, overlaps } from './box.ts';
import { REFERENCE_DASH } from './curve-lines.ts';
import { label, labelBox } from './label.ts';
import type { Palette, Tone } from './palette.ts';
import { element, joined, nothing } from './svg.ts';
import type { Markup } from './svg.ts';

/** A stretch of the y axis with a meaning, tinted and named in its corner. */
export interface Band {
  /** Lower edge; by default the axis' end. */
  readonly start?: number;
  /** Upper edge; by default the axis' end. */
  readonly end?: number;
  /** "vanishing: under 10⁻³ of the last layer". */
  readonly label: string;
  /** Default 'danger'. */
  readonly tone?: Tone;
}

/** A level to compare with: a line across, named above it. */
export interface Threshold {
  readonly at: number;
  readonly label: string;
  /** Default 'muted'. */
  readonly tone?: Tone;
}

const BAND_TINT = 0.09;
/** Between a name and the lines it stands by, px. */
const GAP = 5;

export function drawBands(bands: readonly Band[], area: Box, y: Axis, palette: Palette): Markup {
  return joined(
    bands.map((band) => {
      const box = bandBox(band, area, y);
      if (box === undefined) return nothing;
      const { left, top, right, bottom } = box;
      const fill = palette[band.tone ?? 'danger'];
      const size = { x: left, y: top, width: right - left, height: bottom - top };
      return element('rect', { ...size, fill, 'fill-opacity': BAND_TINT });
    }),
  );
}

export function drawThresholds(
  lines: readonly Threshold[],
  area: Box,
  y: Axis,
  palette: Palette,
): Markup {
  return joined(
    lines.map(({ at, tone = 'muted' }) => {
      const row = y.position(at);
      if (!(row >= area.top && row <= area.bottom)) return nothing;
      return element('path', {
        d: `M${area.left} ${sharp(row)}H${area.right}`,
        fill: 'none',
        stroke: palette[tone],
        'stroke-dasharray': REFERENCE_DASH,
      });
    }),
  );
}

/** Names bands and thresholds in the corner that covers least of what is drawn. */
export function nameLevels(
  bands: readonly Band[],
  lines: readonly Threshold[],
  area: Box,
  y: Axis,
  taken: Box[],
  palette: Palette,
): Markup {
  const named = [
    ...bands.map((band) => ({
      ...band,
      tone: band.tone ?? 'danger',
      rows: bandRows(band, area, y),
    })),
    ...lines.map((line) => {
      const row = y.position(line.at);
      const isInside = row >= area.top && row <= area.bottom;
      return { ...line, tone: line.tone ?? 'muted', rows: isInside ? [row - GAP, row + 13] : [] };
    }),
  ];
  return joined(
    named.map(({ label: text, tone, rows }) => {
      const styles = rows.flatMap((row) => [
        { x: area.right - GAP, y: row, anchor: 'end' as const },
        { x: area.left + GAP, y: row, anchor: 'start' as const },
      ]);
      const places = styles
        .map((style) => ({ style, box: labelBox(text, style) }))
        .filter(({ box }) => contains(area, box))
        .map((place) => ({
          ...place,
          covered: taken.filter((other) => overlaps(other, place.box)).length,
        }));
      const best = places.toSorted((a, b) => a.covered - b.covered)[0];
      if (best === undefined) return nothing;
      taken.push(best.box);
      return label(text, { ...best.style, fill: palette[tone], halo: palette.background });
    }),
  );
}

function bandBox({ start, end }: Band, area: Box, y: Axis): Box | undefined {
  const bottom =
    start === undefined ? area.bottom : clamp(y.position(start), area.top, area.bottom);
  const top = end === undefined ? area.top : clamp(y.position(end), area.top, area.bottom);
  return bottom - top >= 1 ? { ...area, top, bottom } : undefined;
}

/** Baselines at the band's lower and upper edge. */
function bandRows(band: Band, area: Box, y: Axis): number[] {
  const box = bandBox(band, area, y);
  return box === undefined ? [] : [box.bottom - GAP, box.top + 13];
}
