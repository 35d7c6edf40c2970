import { readdirSync, readFileSync } from 'node:fs';
import { activations } from '@actigrad/core';
import { rules } from '@actigrad/diagnostics';
import { describe, expect, it } from 'vitest';

const source = new URL('../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

describe('the package', () => {
  it('needs nothing of Node but for files, so that it runs in a browser', () => {
    const withNode = files.filter((name) =>
      /from '(node:|@actigrad\/tensors\/node)/.test(readFileSync(new URL(name, source), 'utf8')),
    );
    expect(withNode).toEqual(['capture-files.ts']);
  });

  it('names no activation in what it does: all is read from facts', () => {
    const names = [...activations.keys()].filter((id) => id !== 'threshold' && id !== 'identity');
    for (const name of files) {
      // Comments and the words of rules may tell of a function; code may not ask for one.
      const code = readFileSync(new URL(name, source), 'utf8').replaceAll(
        /\/\*.*?\*\/|\/\/[^\n]*/gs,
        '',
      );
      for (const id of names) expect(code, `${name}: ${id}`).not.toContain(`'${id}'`);
    }
  });

  it('has one file for each rule, called after its id', () => {
    const found = files.filter((name) => name.startsWith('rules/') && name !== 'rules/index.ts');
    expect(found.map((name) => name.slice('rules/'.length, -3)).toSorted()).toEqual(
      [...rules.keys()].toSorted(),
    );
  });
});
