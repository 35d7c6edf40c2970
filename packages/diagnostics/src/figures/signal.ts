import { layerChart } from '@actigrad/plot';
import { figure, orGap } from './cells.ts';
import type { LayerSnapshot, NetworkSnapshot, Prediction } from './network-snapshot.ts';
import { number, text, type Look, type Picture } from './picture.ts';

/** Draws mean and standard deviation of what goes into the activations, layer by layer. */
export function preactivationSignalFigure(network: NetworkSnapshot, look: Look): Picture {
  return signalFigure(network, look, {
    title: 'Preactivations by layer',
    mean: ['preactivationMean', 'preactivationMean'],
    std: ['preactivationStd', 'preactivationStd'],
  });
}

/** Draws mean and standard deviation of what comes out of the activations, layer by layer. */
export function outputSignalFigure(network: NetworkSnapshot, look: Look): Picture {
  return signalFigure(network, look, {
    title: 'Outputs by layer',
    mean: ['activationMean', 'activationMean'],
    std: ['activationStd', 'activationStd'],
  });
}

type FigureName = 'preactivationMean' | 'preactivationStd' | 'activationMean' | 'activationStd';

interface Signal {
  readonly title: string;
  /** Name of the measured and of the predicted figure. */
  readonly mean: readonly [FigureName, keyof Prediction];
  readonly std: readonly [FigureName, keyof Prediction];
}

function signalFigure(
  { layers }: NetworkSnapshot,
  { palette, ...options }: Look,
  { title, mean: [mean, predictedMean], std: [std, predictedStd] }: Signal,
): Picture {
  const names = layers.map(({ figures }) => figures.layer);
  const measured = (name: FigureName) => layers.map(({ figures }) => orGap(figures[name]));
  const predicted = (name: keyof Prediction) =>
    layers.map((layer: LayerSnapshot) => orGap(layer.predicted?.[name]));
  const hasPrediction = layers.some((layer) => layer.predicted);
  const [means, stds] = [measured(mean), measured(std)];
  const [theMeans, theStds] = [predicted(predictedMean), predicted(predictedStd)];
  const words = { title, description: describe(names, means, stds) };
  const theory = hasPrediction
    ? [
        { label: 'mean-field std', values: theStds, kind: 'predicted' as const },
        { label: 'mean-field mean', values: theMeans, kind: 'predicted' as const },
      ]
    : [];
  const svg = layerChart(
    {
      ...words,
      layers: names,
      series: [
        { label: 'std', values: stds, kind: 'measured', tone: 'value' },
        { label: 'mean', values: means, kind: 'measured', tone: 'curvature' },
        ...theory,
      ],
    },
    palette,
    options,
  );
  const columns = [text('layer'), number('mean'), number('std')];
  if (hasPrediction) columns.push(number('predicted mean'), number('predicted std'));
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
): string {
  const last = names.length - 1;
  const at = (index: number) =>
    `${figure(means[index])} ± ${figure(stds[index])} in ${names[index] ?? ''}`;
  return `Mean ± standard deviation: ${at(0)}, ${at(last)}.`;
}
