import { readdirSync } from 'node:fs';
import { activations, arrayFunctions } from '@actigrad/core';
import { readSource } from '@actigrad/source';
import { describe, expect, it } from 'vitest';
import { readSnippets } from './snippets.ts';
import { describeStack, describeUse } from './describe-reading.ts';

const folder = new URL('corpus/', import.meta.url);
const topics = readdirSync(folder).map((file) => ({
  topic: file.replace('.txt', ''),
  snippets: readSnippets(new URL(file, folder)),
}));

describe.each(topics)('$topic', ({ snippets }) => {
  it.each(snippets)('$title', ({ language, text, uses, stacks }) => {
    const reading = readSource(text, language);
    expect(reading.uses.map(describeUse)).toEqual(uses);
    expect(reading.stacks.map(describeStack)).toEqual(stacks);
  });
});

describe('the corpus', () => {
  const snippets = topics.flatMap(({ topic, snippets: some }) =>
    some.map((snippet) => ({ ...snippet, title: `${topic}: ${snippet.title}` })),
  );

  it('has at least 150 snippets, with titles of their own', () => {
    expect(new Set(snippets.map(({ title }) => title)).size).toBe(snippets.length);
    expect(snippets.length).toBeGreaterThanOrEqual(150);
  });

  it('names functions of the catalogue alone', () => {
    const named = new Set(
      snippets.flatMap(({ uses }) => uses.map((use) => use.split(' ')[2] as string)),
    );
    expect([...named].filter((id) => !activations.has(id) && !arrayFunctions.has(id))).toEqual([]);
  });

  it('gives each use the text that stands at its position', () => {
    for (const { language, text } of snippets.filter(
      (snippet) => snippet.language !== 'notebook',
    )) {
      for (const use of readSource(text, language).uses) {
        expect(text.slice(use.start.offset, use.end.offset)).toBe(use.text);
        const line = text.split('\n')[use.start.line - 1] ?? '';
        expect(line.slice(use.start.column - 1).startsWith(use.text.split('\n')[0] as string)).toBe(
          true,
        );
      }
    }
  });
});
