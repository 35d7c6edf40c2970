import { readdirSync } from 'node:fs';
import { languageOf, readSource, type Language } from '@actigrad/source';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnippets } from './snippets.ts';

const folder = new URL('corpus/', import.meta.url);
const snippets = readdirSync(folder).flatMap((file) => readSnippets(new URL(file, folder)));
const languages = [...new Set(snippets.map(({ language }) => language))];

const anySnippet = fc.constantFrom(...snippets);
const anyLanguage = fc.constantFrom(...languages);

/** Fixed, so that a failure comes again; the number of runs can be raised by FUZZ_RUNS. */
const options = { seed: 20261123, numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) };

/** What a typing hand, a merge or a broken file puts anywhere: it opens, closes, ends and begins. */
const pieces = [
  ...'( ) [ ] { } " \' """ ` : , = . * # \\ nn. self class 💡'.split(' '),
  '',
  '\0',
  '\n',
  '    ',
  'for x in x:',
];

/** Written over and over, each makes a tree that is as deep as the text is long. */
const nesting = [
  '(',
  '[',
  '{',
  '"a": {',
  'a.',
  'not ',
  'x + ',
  'x => ',
  'lambda x: ',
  'if x:\n',
  '\n  - ',
  'nn.Sequential(',
];

/** Reads a text and checks what holds of every reading; that it ends without an error above all. */
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
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anySnippet, share, ({ text, language }, kept) => {
        expectReadable(text.slice(0, Math.floor(text.length * kept)), language);
      }),
      options,
    );
  });

  it('is read when pieces of it are lost, or others stand in their place', () => {
    const edit = fc.record({
      at: fc.nat(2000),
      length: fc.nat(30),
      insert: fc.constantFrom(...pieces),
    });
    const edits = fc.array(edit, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anySnippet, edits, ({ text, language }, made) => {
        const edited = made.reduce((current, { at, length, insert }) => {
          const start = current.length ? at % current.length : 0;
          return current.slice(0, start) + insert + current.slice(start + length);
        }, text);
        expectReadable(edited, language);
      }),
      options,
    );
  });

  it('is read as a language that it is not written in', () => {
    fc.assert(
      fc.property(anySnippet, anyLanguage, ({ text }, language) => expectReadable(text, language)),
      options,
    );
  });

  it('is read when it is no text at all', () => {
    const characters = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(fc.property(characters, anyLanguage, expectReadable), options);
  });

  it.each(languages)('is read in %s when it nests without end', (language) => {
    for (const piece of nesting) {
      expectReadable(`import torch.nn as nn\n${piece.repeat(1000)}`, language);
    }
  });

  it('is given up on where the parser would take minutes', { timeout: 60_000 }, () => {
    expectReadable('lambda x: '.repeat(100_000), 'yaml');
  });

  it.each([
    ['names', 'a = b\nb = a\nx = a(x)'],
    ['classes', 'class A(B): pass\nclass B(A): pass\nA().act(x)'],
    ['a function that calls itself', 'def f(n): return nn.Sequential(f(n), f(n))\nm = f(3)'],
    ['a module in itself', 'm = nn.Sequential()\nm.append(m)'],
    ['a list in itself', 'l = []\nl.append(l)\nm = nn.Sequential(*l)'],
  ])('is read when definitions go in circles: %s', (_, definitions) => {
    expectReadable(`from torch import nn\n${definitions}`, 'python');
  });
});

describe('the language of a file', () => {
  it('follows from its ending', () => {
    expect(
      ['a.py', 'b.IPYNB', 'c.d.ts', 'config.json', 'x.yml', 'README.md', 'py'].map(languageOf),
    ).toEqual(['python', 'notebook', 'typescript', 'json', 'yaml', undefined, 'python']);
  });
});
