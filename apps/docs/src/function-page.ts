import type { Activation, ArrayFunction } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { accuracyTable } from './accuracy-table.ts';
import { arrayKinds } from './array-kinds.ts';
import { describeGradient } from './describe-gradient.ts';
import { factsTable } from './facts-table.ts';
import { code, image, inlineMath, join, mathBlock, plain, section } from './markdown.ts';
import { namesTable } from './names-table.ts';
import { parametersTable } from './parameters-table.ts';
import { linkPapers } from './papers.ts';
import { speedTable } from './speed-table.ts';

/** The page of a function of one number, beside its figure and the index. */
export function functionPage(activation: Activation): string {
  const { formula, derivative } = activation.record;
  return page(
    activation,
    figureOf(activation),
    mathBlock(`f(x) = ${formula}`),
    mathBlock(`f'(x) = ${derivative}`),
    section('What it does to gradients', describeGradient(activation)),
    section('Facts', factConditions(activation), factsTable(activation)),
    section('Accuracy', accuracyTable(activation)),
    section('Speed', speedTable(activation)),
  );
}

/** The page of a function of rows, halves or pieces. */
export function arrayFunctionPage(described: ArrayFunction): string {
  const { formula, derivative } = described.record;
  const { takes, drawn, value, slope } = arrayKinds[described.kind];
  // Some derivatives name their own left side.
  const isEquation = derivative.startsWith(String.raw`\frac{\partial`);
  return page(
    described,
    `Along an axis it takes ${takes}.`,
    figureOf(described),
    `Drawn is ${drawn}.`,
    mathBlock(value + formula),
    mathBlock(isEquation ? derivative : slope + derivative),
  );
}

/** What all functions have, around what is peculiar to their kind. */
function page(described: Activation | ArrayFunction, ...about: readonly string[]): string {
  const { name, record } = described;
  return join(
    `# ${plain(name)}`,
    plain(record.summary),
    ...about,
    section('Parameters', parametersTable(record)),
    section('In frameworks', namesTable(described)),
    section('Origin', plain(record.history), linkPapers(record.source)),
    '[All functions](README.md)',
  );
}

/** Its numbers stand in the page, and in the description that the figure holds. */
function figureOf({ id, name }: Activation | ArrayFunction): string {
  return image(`${name} solid, its slope dashed`, `${id}.svg`);
}

/** Under which the facts hold. */
function factConditions({ parameters }: Activation): string {
  const given = Object.entries<number>(parameters as Record<string, number>).map(
    ([name, value]) => `${code(name)} = ${formatNumber(value)}`,
  );
  const inputs = `for inputs from ${inlineMath('N(0, 1)')}`;
  return given.length === 0
    ? `Means and variances are ${inputs}.`
    : `With ${given.join(', ')}; means and variances are ${inputs}.`;
}
