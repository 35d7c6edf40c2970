import { activations, arrayFunctions, units, type Activation } from '@actigrad/core';
import { plain, tidy } from './markdown.ts';

const start = '<!-- functions:start -->';
const end = '<!-- functions:end -->';

/**
 * The project's README with the list of all functions between its markers.
 *
 * @throws RangeError `DOCS_MARKERS` unless each marker stands there once, in order
 */
export async function withFunctions(readme: string): Promise<string> {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  const isOnce = (marker: string) => readme.split(marker).length === 2;
  if (!isOnce(start) || !isOnce(end) || to < from) {
    throw Object.assign(
      new RangeError(
        `README.md must have one line ${start} and below it one line ${end}: the functions are listed between them`,
      ),
      { code: 'DOCS_MARKERS' },
    );
  }
  const list = await tidy(functionList());
  return `${readme.slice(0, from + start.length)}\n\n${list}\n${readme.slice(to)}`;
}

function functionList(): string {
  const ofOneNumber = [...activations.values()];
  return [
    ...fates.map((fate) =>
      item(
        `The gradient ${fate}`,
        ofOneNumber.filter((each) => fateOf(each) === fate).map(linkPage),
      ),
    ),
    item('Along an axis of an array', [...arrayFunctions.values()].map(linkPage)),
    item('With weights of their own', [...units.values()].map(linkUnit)),
  ].join('\n');
}

/** What becomes of a gradient with the default parameters. */
const fates = [
  'is 0 over an interval',
  'fades on both sides',
  'fades on one side',
  'fades on neither side',
] as const;

function fateOf(activation: Activation): (typeof fates)[number] {
  const { dead, saturation } = activation.facts();
  if (dead.length > 0) return fates[0];
  if (saturation.length === 2) return fates[1];
  return saturation.length === 1 ? fates[2] : fates[3];
}

function item(title: string, links: readonly string[]): string {
  return `- **${title}:** ${links.join(', ')}`;
}

function linkPage({ id, name }: { readonly id: string; readonly name: string }): string {
  return `[${plain(name)}](docs/functions/${id}.md)`;
}

function linkUnit({ name }: { readonly name: string }): string {
  return `[${plain(name)}](docs/functions/README.md#units)`;
}
