import { activations, type Activation, type ArrayFunction } from '@actigrad/core';
import {
  activationCurves,
  activationFigure,
  adaptivePalette,
  curveFigure,
  darkPalette,
  lightPalette,
  smallMultiples,
  type Curve,
} from '@actigrad/plot';
import { arrayFigure } from './array-figure.ts';

/** Width of GitHub's column for text, px. */
const width = 830;
const height = 240;
/** One file for both of the reader's preferences. */
const palette = adaptivePalette(lightPalette, darkPalette);

/** f and f′ of one function; of one number, also its zones, kinks and asymptotes. */
export function functionFigure(drawn: Activation | ArrayFunction): string {
  const figure = drawn.kind === 'elementwise' ? activationFigure(drawn) : arrayFigure(drawn);
  const curves = figure.curves.map(steady);
  return curveFigure({ ...figure, curves }, palette, { width, height, background: true });
}

/** Finer than any screen: a figure changes only where its function visibly does. */
const resolution = 1e-6;

/** The curve without its last digits, in which kernels may differ from version to version. */
function steady(curve: Curve): Curve {
  return { ...curve, y: Array.from(curve.y, (y) => Math.round(y / resolution) * resolution) };
}

const columns = 6;
/** Where functions differ; what goes farther, as an exponential does, leaves its cell. */
const domain = [-4, 4] as const;
const range = [-1.5, 2.5] as const;

/** All functions of one number and their slopes on common axes. */
export function overviewFigure(): string {
  const cells = [...activations.values()].map((activation) => ({
    name: activation.name,
    curves: activationCurves(activation, domain).map(steady),
  }));
  return smallMultiples(
    { title: 'Activation functions', description: overviewText, cells, columns, domain, range },
    palette,
    { width, background: true },
  );
}

/** Said in place of the picture. */
export const overviewText: string = `${activations.size} activation functions from x = −4 to 4: the function solid, its slope dashed.`;
