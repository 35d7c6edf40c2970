import type { Activation } from '@actigrad/core';
import { formatNumber, type Palette } from '@actigrad/plot';
import { formatInterval } from '../explanation/describe-facts.ts';
import { describeGradient } from '../explanation/describe-gradient.ts';
import { describeParameters } from '../explanation/describe-parameters.ts';
import { drawComparison } from '../figure/comparison-picture.ts';
import { escapeMarkdown, inlineImage } from '../markdown.ts';
import type { Translate } from '../words.ts';
import { markdownTable } from './table.ts';

const pictureSize = { width: 640, height: 260 };

/** A page with the curves of several functions over each other, and their facts side by side. */
export function renderComparisonPage(
  activations: readonly Activation[],
  palette: Palette,
  t: Translate,
): string {
  const compared = activations.map((activation) => ({ activation, label: labelOf(activation) }));
  const labels = compared.map(({ label }) => label);
  const pictures = (['value', 'slope'] as const).map((kind) => {
    const title = kind === 'value' ? t('Value') : t('Slope');
    const description = `${title}: ${labels.join(', ')}`;
    const { svg, ...size } = drawComparison(compared, kind, {
      ...pictureSize,
      palette,
      title,
      description,
    });
    return inlineImage(svg, description, size);
  });
  return [
    `# ${escapeMarkdown(labels.join(', '))}`,
    ...pictures,
    markdownTable(['', ...labels], factRows(activations, t)),
    ...compared.map(
      ({ activation, label }) =>
        `**${escapeMarkdown(label)}.** ${escapeMarkdown(describeGradient(activation, t))}`,
    ),
  ].join('\n\n');
}

function labelOf(activation: Activation): string {
  const parameters = describeParameters(activation).join(', ');
  return parameters ? `${activation.name} (${parameters})` : activation.name;
}

function factRows(activations: readonly Activation[], t: Translate): string[][] {
  const none = '–';
  const row = (name: string, read: (facts: ReturnType<Activation['facts']>) => string) => [
    escapeMarkdown(name),
    ...activations.map((activation) => escapeMarkdown(read(activation.facts()) || none)),
  ];
  return [
    row(t('Range'), ({ range }) =>
      t('{0} to {1}', formatNumber(range.min), formatNumber(range.max)),
    ),
    row(t('Mean for N(0, 1)'), ({ zeroCentred, normal }) =>
      formatNumber(zeroCentred ? 0 : normal.mean),
    ),
    row(t('Monotone'), ({ monotone }) => (monotone ? t('yes') : t('no'))),
    row(t('Saturates at'), ({ saturation }) =>
      saturation.map(({ limit }) => formatNumber(limit)).join(', '),
    ),
    row(t('Slope under 1 %'), ({ saturation }) =>
      saturation
        .map(({ side, from }) => `x ${side === 'left' ? '<' : '>'} ${formatNumber(from)}`)
        .join(', '),
    ),
    row(t('Slope exactly 0'), ({ dead }) => dead.map(formatInterval).join(', ')),
    row(t('Largest slope'), ({ largestSlope }) => formatNumber(largestSlope.value)),
    row(t('Mean squared slope for N(0, 1)'), ({ normal }) => formatNumber(normal.slopeMeanSquare)),
    row(t('Gain'), ({ gain }) => formatNumber(gain)),
  ];
}
