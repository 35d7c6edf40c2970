import type { PresetName } from '@actigrad/diagnostics';
import {
  falseGradientFigure,
  gradientNormFigure,
  hasQuantity,
  preactivationFigure,
  preactivationsFigure,
  seriesFigure,
  seriesQuantities,
  unitActivityFigure,
  unitMapFigure,
  type Look,
  type Picture,
  type SeriesSnapshot,
} from '@actigrad/diagnostics/figures';
import { formatNumber, histogramFigure } from '@actigrad/plot';
import { english } from '../../words.ts';
import type { LayerView, NetworkView, TensorFigures } from '../report.ts';

/** A picture that can be drawn, by its name on the page. */
export interface Drawing {
  readonly id: string;
  /** What it shows: it looks the same as long as this is the same, and the limits are. */
  readonly shows: object;
  readonly preset?: PresetName;
  readonly draw: (look: Look) => Picture | undefined;
}

/** What a network shows as a whole. */
export function networkDrawings(network: NetworkView, preset: PresetName): Drawing[] {
  const { layers } = network;
  const has = (holds: (layer: LayerView) => unknown): boolean => layers.some(holds);
  const drawings: (Drawing | false)[] = [
    layers.length > 1 &&
      has(({ figures }) => figures.gradL2) && {
        id: 'gradient',
        shows: network,
        preset,
        draw: (look) => gradientNormFigure(plain(network), look, { preset }),
      },
    has(({ preactivations }) => preactivations) && {
      id: 'preactivations',
      shows: network,
      draw: (look) => preactivationsFigure(plain(network), look),
    },
    has(({ units }) => units) && {
      id: 'activity',
      shows: network,
      draw: (look) => unitActivityFigure(plain(network), look),
    },
  ];
  return drawings.filter((drawing) => drawing !== false);
}

/** Figures know nothing of what else is kept of a layer, such as a prediction that it has not. */
function plain({ step, layers }: NetworkView): {
  step: number | null;
  layers: readonly LayerView[];
} {
  return { step, layers };
}

/** What one layer shows. */
export function layerDrawings(layer: LayerView): Drawing[] {
  const { activation, preactivations, unitSamples } = layer;
  const drawings: (Drawing | null)[] = [
    preactivations && {
      id: 'histogram',
      shows: layer,
      draw: (look) => preactivationFigure(layer, look),
    },
    unitSamples &&
      activation && {
        id: 'units',
        shows: layer,
        draw: (look) => unitMapFigure(unitSamples, layer, look),
      },
    activation &&
      preactivations && {
        id: 'false-gradient',
        shows: layer,
        draw: (look) => falseGradientFigure(layer, look),
      },
  ];
  return drawings.filter((drawing) => drawing !== null);
}

/** What a series shows over its steps. */
export function seriesDrawings(networks: readonly NetworkView[], preset: PresetName): Drawing[] {
  if (networks.length < 2) return [];
  const series = seriesOf(networks);
  return seriesQuantities
    .filter((quantity) => hasQuantity(series, quantity))
    .map((quantity) => ({
      id: `series-${quantity}`,
      shows: networks,
      preset,
      draw: (look) => seriesFigure(series, quantity, look, { preset }),
    }));
}

function seriesOf(networks: readonly NetworkView[]): SeriesSnapshot {
  const last = networks.at(-1)!;
  return {
    steps: networks.map(({ step }, index) => step ?? index),
    layers: last.layers.map(({ figures: { layer } }) => ({
      layer,
      figures: networks.flatMap(({ layers }) =>
        layers.filter(({ figures }) => figures.layer === layer).map(({ figures }) => figures),
      ),
      deaths: last.deaths[layer] ?? [],
    })),
  };
}

/** Values of a tensor that is part of no layer. */
export function tensorDrawing(figures: TensorFigures): Drawing | null {
  const { name, bins, read, mean, std } = figures;
  if (!bins) return null;
  const { start, end, counts, below, above } = bins;
  const edges = Array.from(
    { length: counts.length + 1 },
    (_, index) => start + ((end - start) * index) / counts.length,
  );
  return {
    id: 'tensor',
    shows: figures,
    draw: ({ palette, t = english, ...options }) => {
      const words = {
        title: t('Values of {0}', name),
        description: t(
          '{0} values, {1} ± {2}; {3} below and {4} above the picture.',
          formatNumber(read, 15),
          formatNumber(mean ?? NaN),
          formatNumber(std ?? NaN),
          formatNumber(below, 15),
          formatNumber(above, 15),
        ),
      };
      return {
        ...words,
        svg: histogramFigure(
          { ...words, bins: { edges, counts }, countLabel: t('values of {0}', name) },
          palette,
          options,
        ),
        table: {
          columns: [t('from'), t('to'), t('values')].map((label) => ({ label, isNumeric: true })),
          rows: counts.map((count, index) => [
            formatNumber(edges[index]!),
            formatNumber(edges[index + 1]!),
            formatNumber(count, 15),
          ]),
        },
      };
    },
  };
}
