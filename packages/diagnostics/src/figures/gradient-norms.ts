import { formatNumber, formatPower, layerChart, type Band, type LayerMark } from '@actigrad/plot';
import { limitsOf, type DiagnoseOptions } from '../diagnose.ts';
import { figure, orGap } from './cells.ts';
import type { NetworkSnapshot } from './network-snapshot.ts';
import { number, text, type Look, type Picture } from './picture.ts';

/** Whose limits are drawn beside the norms. */
export type Limits = Pick<DiagnoseOptions, 'preset' | 'limits'>;

/**
 * Draws ‖gradient‖ by layer as a share of the last layer's, on a log axis, with the predicted one
 * where there is a prediction and the limits under which it vanishes and over which it explodes.
 */
export function gradientNormFigure(
  network: NetworkSnapshot,
  { palette, ...options }: Look,
  limits: Limits = {},
): Picture {
  const layers = network.layers.map(({ figures }) => figures.layer);
  const norms = network.layers.map(({ figures }) => orGap(figures.gradL2));
  const predicted = network.layers.map((layer) => orGap(layer.predicted?.gradL2));
  const hasPrediction = predicted.some(Number.isFinite);
  // Where no gradient reaches the end there is nothing to relate to.
  const last = norms.findLast((norm) => norm > 0) ?? 1;
  const shares = norms.map((norm) => norm / last);
  const predictedLast = predicted.findLast((norm) => norm > 0) ?? 1;
  const predictedShares = predicted.map((norm) => norm / predictedLast);
  const words = {
    title: 'Gradient norm by layer',
    description: describe(layers, norms, shares, predictedShares),
  };
  const svg = layerChart(
    {
      ...words,
      layers,
      scale: 'log10',
      yLabel: 'relative to the last layer',
      series: [
        {
          label: network.isPredicted ? 'mean-field' : hasPrediction ? 'simulated' : 'measured',
          values: shares,
          kind: 'measured',
        },
        ...(hasPrediction
          ? [{ label: 'mean-field', values: predictedShares, kind: 'predicted' as const }]
          : []),
      ],
      ...(norms.some(Number.isFinite) ? { range: rangeOf([...shares, ...predictedShares]) } : {}),
      bands: bandsOf(limits),
      marks: marksOf(norms),
    },
    palette,
    options,
  );
  const rows = layers.map((layer, index) => [
    layer,
    figure(norms[index]),
    figure(shares[index]),
    ...(hasPrediction ? [figure(predictedShares[index])] : []),
  ]);
  const columns = [text('layer'), number('‖gradient‖'), number('of the last')];
  if (hasPrediction) columns.push(number('predicted, of the last'));
  return { ...words, svg, table: { columns, rows } };
}

function describe(
  layers: readonly string[],
  norms: readonly number[],
  shares: readonly number[],
  predicted: readonly number[],
): string {
  if (!norms.some(Number.isFinite)) return 'No gradients were captured.';
  if (!norms.some((norm) => norm > 0)) return 'No gradient at all reaches any layer.';
  const [first = '', end = ''] = [layers[0], layers.at(-1)];
  const prediction = Number.isFinite(predicted[0])
    ? `; mean-field theory predicts ${figure(predicted[0])}`
    : '';
  const zero = layers.filter((_, index) => norms[index] === 0);
  const none = zero.length > 0 ? ` No gradient at all reaches ${zero.join(', ')}.` : '';
  return `The gradient of ${first} is ${figure(shares[0])} of that of ${end}${prediction}.${none}`;
}

/** Whole decades about the values, and three at least: a flat line should look flat. */
function rangeOf(shares: readonly number[]): [number, number] {
  const positive = shares.filter((share) => share > 0 && share < Infinity);
  const low = Math.floor(Math.log10(Math.min(1, ...positive)) - 0.05);
  const high = Math.ceil(Math.log10(Math.max(1, ...positive)) + 0.05);
  return [10 ** Math.min(low, high - 4), 10 ** high];
}

function bandsOf(options: Limits): Band[] {
  const vanishing = limitsOf('vanishing-gradient', options)?.['severeRatio'] ?? 0;
  const exploding = limitsOf('exploding-gradient', options)?.['severeRatio'] ?? Infinity;
  const bands: Band[] = [];
  if (vanishing > 0)
    bands.push({ end: vanishing, label: `vanishing: under ${level(vanishing)} of the last` });
  if (exploding < Infinity)
    bands.push({ start: exploding, label: `exploding: over ${level(exploding)} of the last` });
  return bands;
}

/** A limit as a power of ten where it is one. */
function level(limit: number): string {
  const exponent = Math.log10(limit);
  return Number.isInteger(exponent) ? formatPower(exponent) : formatNumber(limit);
}

function marksOf(norms: readonly number[]): LayerMark[] {
  return norms.flatMap((norm, layer) => (norm === 0 ? [{ layer, label: 'no gradient' }] : []));
}
