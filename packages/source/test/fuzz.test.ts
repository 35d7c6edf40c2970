import { readdirSync } from 'node:fs';
import { languageOf, readSource, type Language } from '@actigrad/source';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnippets } from './snippets.ts';

const folder = new URL('corpus/', import.meta.url);
const snippets = readdirSync(folder).flatMap((file) => readSnippets(new URL(file, folder)));
const languages = [...new Set(snippets.map(({ language }) => language))];

/** Fixed, so that a failure comes again; the number of runs can be raised by FUZZ_RUNS. */
const options = { seed: 20261123, numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) };

/** Everything that a reading may be asked for. */
function expectReadable(text: string, language: Language): void {
  const { uses, stacks } = readSource(text, language);
  for (const { start, end, parameters } of uses) {
    expect(start.offset).toBeLessThanOrEqual(end.offset);
    expect(start.line).toBeGreaterThanOrEqual(1);
    expect(start.column).toBeGreaterThanOrEqual(1);
    expect(Object.values(parameters).every((value) => typeof value === 'number')).toBe(true);
  }
  for (const { layers } of stacks) expect(layers.length).toBeGreaterThan(0);
}

describe('text of any kind', () => {
  it('is read when it is cut off anywhere', () => {
    const snippet = fc.constantFrom(...snippets);
    fc.assert(
      fc.property(
        snippet,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ text, language }, share) => {
          expectReadable(text.slice(0, Math.floor(text.length * share)), language);
        },
      ),
      options,
    );
  });

  it('is read when pieces of it are lost, doubled or swapped', () => {
    const edit = fc.record({
      at: fc.nat(2000),
      length: fc.nat(30),
      insert: fc.constantFrom(
        '',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '"""',
        ':',
        ',',
        '=',
        '.',
        '\n',
        '    ',
        '#',
        '\\',
        '\0',
        '💡',
        'nn.',
        'self',
        'for x in x:',
        'class',
        '*',
        '`',
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...snippets),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        ({ text, language }, edits) => {
          const edited = edits.reduce((current, { at, length, insert }) => {
            const start = current.length ? at % current.length : 0;
            return current.slice(0, start) + insert + current.slice(start + length);
          }, text);
          expectReadable(edited, language);
        },
      ),
      options,
    );
  });

  it('is read as any language', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...snippets),
        fc.constantFrom(...languages),
        ({ text }, language) => expectReadable(text, language),
      ),
      options,
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...languages),
        (text, language) => expectReadable(text, language),
      ),
      options,
    );
  });

  it.each(languages)(
    'is read in %s when it nests without end',
    (language) => {
      for (const piece of [
        '(',
        '[',
        '{',
        'a.',
        'lambda x: ',
        'if x:\n',
        '"a": {',
        'nn.Sequential(',
        'not ',
        'x + ',
        'x => ',
        '\n  - ',
      ]) {
        expectReadable(`import torch.nn as nn\n${piece.repeat(1000)}`, language);
      }
    },
    30_000,
  );

  it('is given up on where the parser would take minutes', () => {
    const began = performance.now();
    expectReadable('lambda x: '.repeat(100_000), 'yaml');
    expect(performance.now() - began).toBeLessThan(30_000);
  }, 60_000);

  it('is read when definitions go in circles', () => {
    expectReadable(
      'import torch.nn as nn\na = b\nb = a\nclass A(B): pass\nclass B(A): pass\nA().act(x)\nx = a(x)',
      'python',
    );
    expectReadable(
      'from torch import nn\ndef f(n): return nn.Sequential(f(n), f(n))\nm = f(3)\nm.add(m)',
      'python',
    );
    expectReadable(
      'from torch import nn\nm = nn.Sequential()\nm.append(m)\nl = []\nl.append(l)\nn2 = nn.Sequential(*l)',
      'python',
    );
  });
});

describe('the language of a file', () => {
  it('follows from its ending', () => {
    expect(
      ['a.py', 'b.IPYNB', 'c.d.ts', 'config.json', 'x.yml', 'README.md', 'py'].map(languageOf),
    ).toEqual(['python', 'notebook', 'typescript', 'json', 'yaml', undefined, 'python']);
  });
});
