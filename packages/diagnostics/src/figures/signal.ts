import { layerChart } from '@actigrad/plot';
import type { Translate } from '../words.ts';
import { figure, orGap } from './cells.ts';
import type { LayerSnapshot, NetworkSnapshot, Prediction } from './network-snapshot.ts';
import { canvasOf, number, text, type Look, type Picture } from './picture.ts';

/** Draws mean and standard deviation of what goes into the activations, layer by layer. */
export function preactivationSignalFigure(network: NetworkSnapshot, look: Look): Picture {
  return signalFigure(network, look, {
    title: (t) => t('Preactivations by layer'),
    mean: ['preactivationMean', 'preactivationMean'],
    std: ['preactivationStd', 'preactivationStd'],
  });
}

/** Draws mean and standard deviation of what comes out of the activations, layer by layer. */
export function outputSignalFigure(network: NetworkSnapshot, look: Look): Picture {
  return signalFigure(network, look, {
    title: (t) => t('Outputs by layer'),
    mean: ['activationMean', 'activationMean'],
    std: ['activationStd', 'activationStd'],
  });
}

type FigureName = 'preactivationMean' | 'preactivationStd' | 'activationMean' | 'activationStd';

interface Signal {
  readonly title: (t: Translate) => string;
  /** Name of the measured and of the predicted figure. */
  readonly mean: readonly [FigureName, keyof Prediction];
  readonly std: readonly [FigureName, keyof Prediction];
}

function signalFigure(
  { layers }: NetworkSnapshot,
  look: Look,
  { title, mean: [mean, predictedMean], std: [std, predictedStd] }: Signal,
): Picture {
  const { palette, options, t } = canvasOf(look);
  const names = layers.map(({ figures }) => figures.layer);
  const measured = (name: FigureName) => layers.map(({ figures }) => orGap(figures[name]));
  const predicted = (name: keyof Prediction) =>
    layers.map((layer: LayerSnapshot) => orGap(layer.predicted?.[name]));
  const hasPrediction = layers.some((layer) => layer.predicted);
  const [means, stds] = [measured(mean), measured(std)];
  const [theMeans, theStds] = [predicted(predictedMean), predicted(predictedStd)];
  const words = { title: title(t), description: describe(names, means, stds, t) };
  const theory = hasPrediction
    ? [
        { label: t('mean-field std'), values: theStds, kind: 'predicted' as const },
        { label: t('mean-field mean'), values: theMeans, kind: 'predicted' as const },
      ]
    : [];
  const svg = layerChart(
    {
      ...words,
      layers: names,
      series: [
        { label: t('std'), values: stds, kind: 'measured', tone: 'value' },
        { label: t('mean'), values: means, kind: 'measured', tone: 'curvature' },
        ...theory,
      ],
    },
    palette,
    options,
  );
  const columns = [text(t('layer')), number(t('mean')), number(t('std'))];
  if (hasPrediction) columns.push(number(t('predicted mean')), number(t('predicted std')));
  const rows = names.map((name, index) => [
    name,
    figure(means[index]),
    figure(stds[index]),
    ...(hasPrediction ? [figure(theMeans[index]), figure(theStds[index])] : []),
  ]);
  return { ...words, svg, table: { columns, rows } };
}

function describe(
  names: readonly string[],
  means: readonly number[],
  stds: readonly number[],
  t: Translate,
): string {
  const last = names.length - 1;
  const at = (index: number) =>
    t('{0} ± {1} in {2}', figure(means[index]), figure(stds[index]), names[index] ?? '');
  return t('Mean ± standard deviation: {0}, {1}.', at(0), at(last));
}
