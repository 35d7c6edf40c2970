import { lineSeries, type LineSeries } from '@actigrad/plot';
import { limitsOf } from '../diagnose.ts';
import type { LayerFigures } from '../layer-figures.ts';
import type { Translate } from '../words.ts';
import { figure, orGap, percent, tellByLayer } from './cells.ts';
import type { Limits } from './gradient-norms.ts';
import type { SeriesSnapshot } from './network-snapshot.ts';
import { canvasOf, number, type Look, type Picture } from './picture.ts';

/** Lines that can be told apart; a deeper network is shown by layers spread over its depth. */
const linesMax = 6;
/** Rows of the table; longer series are shown by steps spread over them. */
const rowsMax = 25;

/** What is drawn over steps. */
export type SeriesQuantity = 'gradientNorm' | 'deadUnits' | 'updateRatio' | 'preactivationStd';

interface Quantity {
  readonly scale: 'linear' | 'log10';
  readonly range?: readonly [number, number];
  title(t: Translate): string;
  yLabel(t: Translate): string;
  value(figures: LayerFigures): number;
  format(value: number): string;
  limits?(options: Limits, t: Translate): Pick<LineSeries, 'bands' | 'thresholds'>;
}

const quantities: { readonly [name in SeriesQuantity]: Quantity } = {
  gradientNorm: {
    title: (t) => t('Gradient norm over steps'),
    yLabel: (t) => t('‖gradient‖ by preactivations'),
    scale: 'log10',
    value: ({ gradL2 }) => orGap(gradL2),
    format: figure,
  },
  deadUnits: {
    title: (t) => t('Dead units over steps'),
    yLabel: (t) => t('share of units'),
    scale: 'linear',
    range: [0, 1],
    value: ({ deadUnits, units }) => orGap(deadUnits) / units,
    format: percent,
  },
  updateRatio: {
    title: (t) => t('Update ratio over steps'),
    yLabel: (t) => t('‖Δw‖ / ‖w‖ of a step'),
    scale: 'log10',
    value: ({ updateRatio }) => orGap(updateRatio),
    format: figure,
    limits: (options, t) => {
      const greatest = limitsOf('update-ratio', options)?.['greatest'] ?? Infinity;
      const sound = { at: 1e-3, label: t('10⁻³: sound') };
      return {
        thresholds: [sound],
        bands:
          greatest < Infinity
            ? [{ start: greatest, label: t('too large: over {0}', figure(greatest)) }]
            : [],
      };
    },
  },
  preactivationStd: {
    title: (t) => t('Spread of preactivations over steps'),
    yLabel: (t) => t('standard deviation'),
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
  look: Look,
  limits: Limits = {},
): Picture {
  const { palette, options, t } = canvasOf(look);
  const quantity = quantities[name];
  const values = layers.map(({ figures }) => figures.map((each) => quantity.value(each)));
  const shown = spread(layers.length, linesMax);
  const words = {
    title: quantity.title(t),
    description: t(
      'From step {0} to step {1}, {2}',
      steps[0]!,
      steps.at(-1)!,
      tellByLayer(
        layers.map(({ layer, deaths }, index) => {
          const [first, last] = [values[index]![0]!, values[index]!.at(-1)!];
          const said = t('{0} to {1}', quantity.format(first), quantity.format(last));
          const death = name === 'deadUnits' ? describeDeaths(deaths, t) : '';
          return { layer, said: `${said}${death && `, ${death}`}` };
        }),
        t,
      ),
    ),
  };
  const svg = lineSeries(
    {
      ...words,
      scale: quantity.scale,
      yLabel: quantity.yLabel(t),
      series: shown.map((index) => ({
        label: layers[index]!.layer,
        x: steps,
        y: values[index]!,
      })),
      ...(quantity.range ? { range: quantity.range } : {}),
      ...quantity.limits?.(limits, t),
    },
    palette,
    options,
  );
  const columns = [number(t('step')), ...layers.map(({ layer }) => number(layer))];
  const rows = spread(steps.length, rowsMax).map((index) => [
    figure(steps[index]),
    ...values.map((series) => quantity.format(series[index]!)),
  ]);
  return { ...words, svg, table: { columns, rows } };
}

/** The step at which most of the dead units died. */
function describeDeaths(deaths: readonly { readonly step: number }[], t: Translate): string {
  if (deaths.length === 0) return '';
  const tally = new Map<number, number>();
  for (const { step } of deaths) tally.set(step, (tally.get(step) ?? 0) + 1);
  const [worst] = [...tally].toSorted(([, a], [, b]) => b - a);
  return t('most since step {0}', worst![0]);
}

/** Up to `most` of `count` indexes, with both ends. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}
