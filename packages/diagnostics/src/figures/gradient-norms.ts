import { formatNumber, formatPower, layerChart, type Band, type LayerMark } from '@actigrad/plot';
import { limitsOf, type DiagnoseOptions } from '../diagnose.ts';
import type { Translate } from '../words.ts';
import { figure, orGap } from './cells.ts';
import type { NetworkSnapshot } from './network-snapshot.ts';
import { canvasOf, number, text, type Look, type Picture } from './picture.ts';

/** Whose limits are drawn beside the norms. */
export type Limits = Pick<DiagnoseOptions, 'preset' | 'limits'>;

/**
 * Draws ‖gradient‖ by layer as a share of the last layer's, on a log axis, with the predicted one
 * where there is a prediction and the limits under which it vanishes and over which it explodes.
 */
export function gradientNormFigure(
  network: NetworkSnapshot,
  look: Look,
  limits: Limits = {},
): Picture {
  const { palette, options, t } = canvasOf(look);
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
    title: t('Gradient norm by layer'),
    description: describe(layers, { norms, shares, predicted: predictedShares }, t),
  };
  const svg = layerChart(
    {
      ...words,
      layers,
      scale: 'log10',
      yLabel: t('relative to the last layer'),
      series: [
        {
          label: network.isPredicted
            ? t('mean-field')
            : hasPrediction
              ? t('simulated')
              : t('measured'),
          values: shares,
          kind: 'measured',
        },
        ...(hasPrediction
          ? [{ label: t('mean-field'), values: predictedShares, kind: 'predicted' as const }]
          : []),
      ],
      ...(norms.some(Number.isFinite) ? { range: rangeOf([...shares, ...predictedShares]) } : {}),
      bands: bandsOf(limits, t),
      marks: marksOf(norms, t),
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
  const columns = [text(t('layer')), number(t('‖gradient‖')), number(t('of the last'))];
  if (hasPrediction) columns.push(number(t('predicted, of the last')));
  return { ...words, svg, table: { columns, rows } };
}

function describe(
  layers: readonly string[],
  {
    norms,
    shares,
    predicted,
  }: { readonly [name in 'norms' | 'shares' | 'predicted']: readonly number[] },
  t: Translate,
): string {
  if (!norms.some(Number.isFinite)) return t('No gradients were captured.');
  if (!norms.some((norm) => norm > 0)) return t('No gradient at all reaches any layer.');
  const [first = '', end = ''] = [layers[0], layers.at(-1)];
  const share = figure(shares[0]);
  const told = Number.isFinite(predicted[0])
    ? t(
        'The gradient of {0} is {1} of that of {2}; mean-field theory predicts {3}.',
        first,
        share,
        end,
        figure(predicted[0]),
      )
    : t('The gradient of {0} is {1} of that of {2}.', first, share, end);
  const zero = layers.filter((_, index) => norms[index] === 0);
  if (zero.length === 0) return told;
  return `${told} ${t('No gradient at all reaches {0}.', zero.join(', '))}`;
}

/** Whole decades about the values, and three at least: a flat line should look flat. */
function rangeOf(shares: readonly number[]): [number, number] {
  const positive = shares.filter((share) => share > 0 && share < Infinity);
  const low = Math.floor(Math.log10(Math.min(1, ...positive)) - 0.05);
  const high = Math.ceil(Math.log10(Math.max(1, ...positive)) + 0.05);
  return [10 ** Math.min(low, high - 4), 10 ** high];
}

function bandsOf(options: Limits, t: Translate): Band[] {
  const vanishing = limitsOf('vanishing-gradient', options)?.['severeRatio'] ?? 0;
  const exploding = limitsOf('exploding-gradient', options)?.['severeRatio'] ?? Infinity;
  const bands: Band[] = [];
  if (vanishing > 0)
    bands.push({ end: vanishing, label: t('vanishing: under {0} of the last', level(vanishing)) });
  if (exploding < Infinity)
    bands.push({ start: exploding, label: t('exploding: over {0} of the last', level(exploding)) });
  return bands;
}

/** A limit as a power of ten where it is one. */
function level(limit: number): string {
  const exponent = Math.log10(limit);
  return Number.isInteger(exponent) ? formatPower(exponent) : formatNumber(limit);
}

function marksOf(norms: readonly number[], t: Translate): LayerMark[] {
  return norms.flatMap((norm, layer) => (norm === 0 ? [{ layer, label: t('no gradient') }] : []));
}
