import { activations, arrayFunctions, units } from '@actigrad/core';
import { formatDead, formatLargestSlope, formatRange } from './format-facts.ts';
import { join, plain, table, tidy } from './markdown.ts';

const start = '<!-- functions:start -->';
const end = '<!-- functions:end -->';

/**
 * The project's README with the table of all functions between its markers.
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
  return join(
    table(
      ['Function', 'Range', 'Largest slope', 'Slope 0', 'In one sentence'],
      [...activations.values()].map((activation) => [
        link(activation),
        formatRange(activation.facts().range),
        formatLargestSlope(activation),
        formatDead(activation.facts()),
        plain(activation.record.summary),
      ]),
    ),
    `Along an axis of an array: ${[...arrayFunctions.values()].map(link).join(', ')}. With weights of their own: ${unitLinks()}.`,
  );
}

function unitLinks(): string {
  return [...units.values()]
    .map(({ name }) => `[${plain(name)}](docs/functions/README.md#units)`)
    .join(', ');
}

function link({ id, name }: { readonly id: string; readonly name: string }): string {
  return `[${plain(name)}](docs/functions/${id}.md)`;
}
