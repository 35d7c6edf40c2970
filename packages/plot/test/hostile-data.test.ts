import {
  barChart,
  curveFigure,
  heatMap,
  histogramFigure,
  layerChart,
  lightPalette,
  lineSeries,
  smallMultiples,
} from '@actigrad/plot';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, parseSvg } from './parsed-svg.ts';

/** Every float64, with NaN, infinities, zeros of both signs and subnormals favoured by the generator. */
const number = fc.double();
const column = fc.array(number, { maxLength: 30 });
const pairs = fc.array(fc.tuple(number, number), { maxLength: 30 }).map((points) => ({
  x: points.map(([x]) => x).toSorted((a, b) => a - b),
  y: points.map(([, y]) => y),
}));
const name = fc.string({ unit: 'binary', maxLength: 40 });
const scale = fc.constantFrom('linear' as const, 'log10' as const);

function expectDrawable(svg: string): void {
  for (const element of elementsOf(parseSvg(svg))) {
    for (const attribute of Array.from(element.attributes)) {
      expect(attribute.value, element.tagName).not.toMatch(/NaN|undefined|Infinity/);
    }
  }
}

describe('whatever the numbers and names, the figure is well-formed', () => {
  it('of curves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(pairs, name, fc.constantFrom('value', 'slope', 'curvature'), number), {
          maxLength: 4,
        }),
        name,
        (curves, title) => {
          const figure = {
            title,
            description: title,
            curves: curves.map(([points, label, kind, at]) => ({
              ...points,
              label,
              kind: kind as 'value',
              jumps: [{ at, left: at, right: -at, value: at / 2 }],
            })),
            kinks: curves.map(([, , , at]) => at),
            asymptotes: curves.map(([, label, , at]) => ({
              slope: at,
              intercept: -at,
              side: 'both' as const,
              label,
            })),
            ...(curves[0] && { density: curves[0][0] }),
          };
          expectDrawable(curveFigure(figure, lightPalette));
        },
      ),
    );
  });

  it('of histograms and small multiples', () => {
    fc.assert(
      fc.property(column, column, pairs, name, (edges, counts, points, label) => {
        const bins = {
          edges: [...edges.toSorted((a, b) => a - b), 1],
          counts: edges.map((_, i) => counts[i] ?? 0),
        };
        const curves = [{ ...points, label, kind: 'slope' as const }];
        expectDrawable(
          histogramFigure({ title: label, description: '', bins, curves }, lightPalette),
        );
        const cells = [{ name: label, note: label, bins, curves }, { name: label }];
        expectDrawable(smallMultiples({ title: label, description: '', cells }, lightPalette));
      }),
    );
  });

  it('of layers and steps', () => {
    fc.assert(
      fc.property(column, pairs, name, scale, number, (values, points, label, kind, at) => {
        const bands = [
          { start: at, label },
          { end: at, label },
        ];
        const thresholds = [{ at, label }];
        const layers = values.map(() => label);
        const series = [
          { label, values, kind: 'measured' as const },
          { label, values, kind: 'predicted' as const },
        ];
        const text = {
          title: label,
          description: label,
          yLabel: label,
          scale: kind,
          bands,
          thresholds,
        };
        expectDrawable(layerChart({ ...text, layers, series }, lightPalette));
        expectDrawable(lineSeries({ ...text, series: [{ label, ...points }] }, lightPalette));
      }),
    );
  });

  it('of bars and heat maps', () => {
    fc.assert(
      fc.property(column, name, scale, number, (values, label, kind, at) => {
        const bars = values.map((value) => ({ label, value, spread: [value, at] as const }));
        const text = { title: label, description: label, scale: kind };
        expectDrawable(barChart({ ...text, bars, reference: { at, label } }, lightPalette));
        const grid = { rows: values.length, columns: 1, rowLabel: label, columnLabel: label };
        expectDrawable(heatMap({ ...text, ...grid, values }, lightPalette));
      }),
    );
  });
});
