import type { Activation } from '@actigrad/core';
import {
  chooseDomain,
  curveFigure,
  sampleCurve,
  type Curve,
  type CurveKind,
  type Palette,
} from '@actigrad/plot';
import type { DerivativeOrder, PictureSize } from '../settings.ts';
import type { Translate } from '../words.ts';
import { chooseZones } from './choose-zones.ts';
import { formulasOf } from './formula.ts';
import { placeFormulas, type PlacedFormulas } from './place-formulas.ts';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureOptions extends PictureSize {
  readonly palette: Palette;
  readonly derivatives: DerivativeOrder;
  /** What the picture shows, in words with its numbers. */
  readonly description: string;
}

const kinds: readonly CurveKind[] = ['value', 'slope', 'curvature'];
const labels: Readonly<Record<CurveKind, string>> = {
  value: 'f(x)',
  slope: 'f′(x)',
  curvature: 'f″(x)',
};

/** Draws one function on a card: its curves, and its formulas in the colours of the curves. */
export function drawFunction(
  activation: Activation,
  { palette, derivatives, description, width, height }: PictureOptions,
  t: Translate,
): Picture {
  const facts = activation.facts();
  const domain = chooseDomain([facts]);
  const formulas = formulasOf(activation.id);
  const placed = placeFormulas(
    [
      { formula: formulas.value, colour: palette.value },
      ...(derivatives > 0 ? [{ formula: formulas.slope, colour: palette.slope }] : []),
    ],
    { width, height },
  );
  const plot = curveFigure(
    {
      title: activation.name,
      description,
      curves: kinds
        .slice(0, derivatives + 1)
        .map((kind): Curve => sampleCurve(activation, kind, domain, labels[kind])),
      domain,
      zones: chooseZones(activation, t),
      kinks: facts.kinks.map(({ at }) => at),
      asymptotes: facts.saturation
        .filter(({ limit }) => limit !== 0)
        .map(({ side, limit }) => ({ slope: 0, intercept: limit, side })),
    },
    palette,
    { width: width - placed.columnWidth, height },
  );
  return drawCard(plot, placed, { width, height: height + placed.rowsHeight }, palette);
}

/** Plot and formulas on an opaque ground: the colour of a hover is not known to its content. */
function drawCard(
  plot: string,
  { markup }: PlacedFormulas,
  { width, height }: PictureSize,
  palette: Palette,
): Picture {
  const ground = `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="4" fill="${palette.background}" stroke="${palette.border}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">${ground}${plot}${markup}</svg>`;
  return { svg, width, height };
}
