import { activations, arrayFunctions, units } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { overviewText } from './figures.ts';
import { formatDead, formatLargestSlope, formatRange, formatSaturation } from './format-facts.ts';
import { arrayKinds } from './array-kinds.ts';
import { image, inlineMath, join, plain, section, table } from './markdown.ts';
import { linkPapers } from './papers.ts';

/** The page that GitHub shows for the folder. */
export function indexPage(): string {
  return join(
    '# Activation functions',
    image(overviewText, 'curves.svg'),
    'Solid is the function, dashed its slope. With the default parameters, and inputs from N(0, 1) where a distribution matters:',
    factsOfAll(),
    section('Along an axis', 'They take more than one number at a time.', arrayFunctionTable()),
    section(
      'Units',
      'They have weights of their own, and are no function of one number.',
      unitList(),
    ),
  );
}

function factsOfAll(): string {
  return table(
    [
      'Function',
      'Range',
      'Zero-centred',
      'Monotone',
      'Largest slope',
      'Slope under 1 %',
      'Slope 0',
      'Gain',
    ],
    [...activations.values()].map((activation) => {
      const { range, zeroCentred, monotone, gain } = activation.facts();
      return [
        `[${plain(activation.name)}](${activation.id}.md)`,
        formatRange(range),
        zeroCentred ? 'yes' : 'no',
        monotone ? 'yes' : 'no',
        formatLargestSlope(activation),
        formatSaturation(activation.facts()),
        formatDead(activation.facts()),
        formatNumber(gain),
      ];
    }),
  );
}

function arrayFunctionTable(): string {
  return table(
    ['Function', 'Takes', 'In one sentence'],
    [...arrayFunctions.values()].map(({ id, name, kind, record }) => [
      `[${plain(name)}](${id}.md)`,
      arrayKinds[kind].takes,
      plain(record.summary),
    ]),
  );
}

function unitList(): string {
  return [...units.values()]
    .map(
      ({ name, summary, formula, ties, source }) =>
        `- **${plain(name)}**: ${inlineMath(formula)}. ${plain(summary)} Where pieces are equal, ${plain(ties)}. ${linkPapers(source)}.`,
    )
    .join('\n');
}
