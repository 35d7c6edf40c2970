import { activations, arrayFunctions } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import { withFunctions } from '../src/readme.ts';

const start = '<!-- functions:start -->';
const end = '<!-- functions:end -->';

describe('the list of functions in README.md', () => {
  it('replaces what stands between the markers, and nothing else', async () => {
    const given = `# Title\n\nBefore  \n\n${start}\nwhat stood here\n${end}\n\n*After*\n`;
    const made = await withFunctions(given);
    expect(made.startsWith(`# Title\n\nBefore  \n\n${start}\n\n- **The gradient`)).toBe(true);
    expect(made.endsWith(`\n\n${end}\n\n*After*\n`)).toBe(true);
    expect(made).not.toContain('stood');
  });

  it('names every function once', async () => {
    const made = await withFunctions(`${start}\n${end}\n`);
    for (const { id } of [...activations.values(), ...arrayFunctions.values()]) {
      expect(made.split(`(docs/functions/${id}.md)`), id).toHaveLength(2);
    }
  });

  it('stays as it is when it is made again', async () => {
    const made = await withFunctions(`${start}\n${end}\n`);
    expect(await withFunctions(made)).toBe(made);
  });

  it('is refused a place where a marker is missing, doubled or out of order', async () => {
    for (const readme of ['', start, end, `${end}\n${start}`, `${start}\n${start}\n${end}`]) {
      await expect(withFunctions(readme), readme).rejects.toMatchObject({
        name: 'RangeError',
        code: 'DOCS_MARKERS',
        message: `README.md must have one line ${start} and below it one line ${end}: the functions are listed between them`,
      });
    }
  });
});
