import type { Box } from './box.ts';
import type { CurveFigure } from './curve.ts';
import type { Plot } from './curve-lines.ts';
import { curveColour, jumpBoxes } from './curve-lines.ts';
import { BOLD_WEIGHT, NAME_SIZE, TEXT_SIZE, baseline, label, labelHeight } from './label.ts';
import type { LabelRequest } from './label-placement.ts';
import { placeLabels } from './label-placement.ts';
import type { Palette } from './palette.ts';
import type { Polyline } from './polyline.ts';
import { profileOf } from './profile.ts';
import { joined } from './svg.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';
import { nameZone } from './zone.ts';

/** What of a figure lies in the plot already. */
interface Drawn {
  readonly zones: readonly (Box | undefined)[];
  /** Of each curve, in order. */
  readonly lines: readonly (readonly Polyline[])[];
  /** Of each asymptote, in order. */
  readonly asymptotes: readonly (readonly Polyline[])[];
  /** Whether the curves are named in a legend already. */
  readonly withLegend: boolean;
}

interface Name extends LabelRequest {
  readonly text: string;
  readonly colour: string;
  readonly size: number;
  readonly weight?: number;
  /** Whether a legend can stand in where there is no place. */
  readonly needed: boolean;
}

/** Where along the x axis the name of an asymptote had best be, as a share: near the end it belongs to. */
const ASYMPTOTE_PLACES = { left: 0.15, right: 0.85, both: 0.85 } as const;

/** Writes the names of zones, then of curves and asymptotes, each clear of what is there already. */
export function drawCurveNames(
  data: CurveFigure,
  plot: Plot,
  palette: Palette,
  { zones, lines, asymptotes, withLegend }: Drawn,
): { markup: Markup; crowded: boolean } {
  const { area } = plot;
  const curves = lines.map((line) => profileOf(line, area));
  const references = asymptotes.map((line) => profileOf(line, area));
  const taken: Box[] = data.curves.flatMap((curve) => jumpBoxes(curve, plot, palette));
  const parts: Markup[] = [];

  (data.zones ?? []).forEach((zone, index) => {
    const box = zones[index];
    const name = box && nameZone(zone, box, area, curves, taken, palette);
    if (name === undefined) return;
    taken.push(name.box);
    parts.push(name.markup);
  });

  const names: Name[] = [];
  data.curves.forEach((curve, index) => {
    const own = curves[index];
    if (own === undefined || withLegend) return;
    names.push({
      ...measured(curve.label, true),
      curve: own,
      colour: curveColour(curve, palette),
      needed: true,
    });
  });
  (data.asymptotes ?? []).forEach(({ label: text = '', side }, index) => {
    const own = references[index];
    if (own === undefined) return;
    names.push({
      ...measured(text),
      curve: own,
      colour: palette.muted,
      centre: ASYMPTOTE_PLACES[side],
      needed: false,
    });
  });
  const wanted = names.filter(({ text }) => text !== '');
  const places = placeLabels(wanted, area, {
    curves: [...curves, ...references],
    taken,
    avoided: [...zones.filter((zone) => zone !== undefined), ...axisBoxes(plot)],
  });
  wanted.forEach(({ text, colour, size, weight }, index) => {
    const place = places[index];
    if (place === undefined) return;
    const x = (place.left + place.right) / 2;
    const y = baseline(place.top, size);
    const bold = weight === undefined ? {} : { weight };
    parts.push(
      label(text, {
        x,
        y,
        size,
        ...bold,
        anchor: 'middle',
        fill: colour,
        halo: palette.background,
      }),
    );
  });
  const crowded = wanted.some(({ needed }, index) => needed && places[index] === undefined);
  return { markup: joined(parts), crowded };
}

function measured(
  text: string,
  bold = false,
): Pick<Name, 'text' | 'size' | 'weight' | 'width' | 'height'> {
  const size = bold ? NAME_SIZE : TEXT_SIZE;
  const box = { text, size, width: textWidth(text, size, bold), height: labelHeight(size) };
  return bold ? { ...box, weight: BOLD_WEIGHT } : box;
}

/** The lines through 0 as boxes of no width, for names to stand off. */
function axisBoxes({ area, x, y }: Plot): Box[] {
  const column = x.position(0);
  const row = y.position(0);
  return [
    { ...area, left: column, right: column },
    { ...area, top: row, bottom: row },
  ];
}
