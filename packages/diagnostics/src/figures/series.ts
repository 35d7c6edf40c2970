import { lineSeries, type LineSeries } from '@actigrad/plot';
import { limitsOf } from '../diagnose.ts';
import type { LayerFigures } from '../layer-figures.ts';
import { figure, orGap, percent, tellByLayer } from './cells.ts';
import type { Limits } from './gradient-norms.ts';
import type { SeriesSnapshot } from './network-snapshot.ts';
import { number, type Look, type Picture } from './picture.ts';

/** Lines that can be told apart; a deeper network is shown by layers spread over its depth. */
const linesMax = 6;
/** Rows of the table; longer series are shown by steps spread over them. */
const rowsMax = 25;

/** What is drawn over steps. */
export type SeriesQuantity = 'gradientNorm' | 'deadUnits' | 'updateRatio' | 'preactivationStd';

interface Quantity {
  readonly title: string;
  readonly yLabel: string;
  readonly scale: 'linear' | 'log10';
  readonly range?: readonly [number, number];
  value(figures: LayerFigures): number;
  format(value: number): string;
  limits?(options: Limits): Pick<LineSeries, 'bands' | 'thresholds'>;
}

const quantities: { readonly [name in SeriesQuantity]: Quantity } = {
  gradientNorm: {
    title: 'Gradient norm over steps',
    yLabel: '‖gradient‖ by preactivations',
    scale: 'log10',
    value: ({ gradL2 }) => orGap(gradL2),
    format: figure,
  },
  deadUnits: {
    title: 'Dead units over steps',
    yLabel: 'share of units',
    scale: 'linear',
    range: [0, 1],
    value: ({ deadUnits, units }) => orGap(deadUnits) / units,
    format: percent,
  },
  updateRatio: {
    title: 'Update ratio over steps',
    yLabel: '‖Δw‖ / ‖w‖ of a step',
    scale: 'log10',
    value: ({ updateRatio }) => orGap(updateRatio),
    format: figure,
    limits: (options) => {
      const greatest = limitsOf('update-ratio', options)?.['greatest'] ?? Infinity;
      const sound = { at: 1e-3, label: '10⁻³: sound' };
      return {
        thresholds: [sound],
        bands:
          greatest < Infinity
            ? [{ start: greatest, label: `too large: over ${figure(greatest)}` }]
            : [],
      };
    },
  },
  preactivationStd: {
    title: 'Spread of preactivations over steps',
    yLabel: 'standard deviation',
    scale: 'linear',
    value: ({ preactivationStd }) => orGap(preactivationStd),
    format: figure,
  },
};

/** Everything that can be drawn over steps. */
export const seriesQuantities: readonly SeriesQuantity[] = Object.keys(
  quantities,
) as SeriesQuantity[];

/** Whether any layer of a series has this quantity: update ratios need weights, for one. */
export function hasQuantity({ layers }: SeriesSnapshot, name: SeriesQuantity): boolean {
  return layers.some(({ figures }) =>
    figures.some((each) => Number.isFinite(quantities[name].value(each))),
  );
}

/** Draws one quantity of the layers over the captured steps. */
export function seriesFigure(
  { steps, layers }: SeriesSnapshot,
  name: SeriesQuantity,
  { palette, ...options }: Look,
  limits: Limits = {},
): Picture {
  const quantity = quantities[name];
  const values = layers.map(({ figures }) => figures.map((each) => quantity.value(each)));
  const shown = spread(layers.length, linesMax);
  const words = {
    title: quantity.title,
    description: `From step ${steps[0]} to step ${steps.at(-1)}, ${tellByLayer(
      layers.map(({ layer, deaths }, index) => {
        const [first, last] = [values[index]![0]!, values[index]!.at(-1)!];
        const when = name === 'deadUnits' ? describeDeaths(deaths) : '';
        return { layer, said: `${quantity.format(first)} to ${quantity.format(last)}${when}` };
      }),
    )}`,
  };
  const svg = lineSeries(
    {
      ...words,
      scale: quantity.scale,
      yLabel: quantity.yLabel,
      series: shown.map((index) => ({
        label: layers[index]!.layer,
        x: steps,
        y: values[index]!,
      })),
      ...(quantity.range ? { range: quantity.range } : {}),
      ...quantity.limits?.(limits),
    },
    palette,
    options,
  );
  const columns = [number('step'), ...layers.map(({ layer }) => number(layer))];
  const rows = spread(steps.length, rowsMax).map((index) => [
    figure(steps[index]),
    ...values.map((series) => quantity.format(series[index]!)),
  ]);
  return { ...words, svg, table: { columns, rows } };
}

/** The step at which most of the dead units died. */
function describeDeaths(deaths: readonly { readonly step: number }[]): string {
  if (deaths.length === 0) return '';
  const tally = new Map<number, number>();
  for (const { step } of deaths) tally.set(step, (tally.get(step) ?? 0) + 1);
  const [worst] = [...tally].toSorted(([, a], [, b]) => b - a);
  return `, most since step ${worst![0]}`;
}

/** Up to `most` of `count` indexes, with both ends. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}
