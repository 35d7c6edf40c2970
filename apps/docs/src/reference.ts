import { activations, arrayFunctions } from '@actigrad/core';
import { functionFigure, overviewFigure } from './figures.ts';
import { arrayFunctionPage, functionPage } from './function-page.ts';
import { indexPage } from './index-page.ts';
import { tidy } from './markdown.ts';

/** Every file of docs/functions by its name. */
export async function reference(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ['README.md', await tidy(indexPage())],
    ['curves.svg', `${overviewFigure()}\n`],
  ]);
  for (const described of [...activations.values(), ...arrayFunctions.values()]) {
    const page =
      described.kind === 'elementwise' ? functionPage(described) : arrayFunctionPage(described);
    files.set(`${described.id}.md`, await tidy(page));
    files.set(`${described.id}.svg`, `${functionFigure(described)}\n`);
  }
  return files;
}
