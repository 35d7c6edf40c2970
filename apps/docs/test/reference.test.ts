import { readdirSync, readFileSync } from 'node:fs';
import { activations, arrayFunctions } from '@actigrad/core';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { reference } from '../src/reference.ts';
import { withFunctions } from '../src/readme.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('docs/functions/', root);
const files = await reference();
const command = 'run `npx pnpm@10 reference` and look at what changed';

function readIfThere(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return undefined;
  }
}

describe('the reference', () => {
  it('is committed as the records give it', () => {
    const stale = [...files]
      .filter(([name, text]) => readIfThere(new URL(name, folder)) !== text)
      .map(([name]) => `docs/functions/${name}`);
    expect(stale, command).toEqual([]);
  });

  it('has no file left of a function that is gone', () => {
    const left = readdirSync(folder).filter((name) => !files.has(name));
    expect(left, command).toEqual([]);
  });

  it('is listed in README.md', async () => {
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(await withFunctions(readme), command).toBe(readme);
  });

  it('has a page and a figure for every function', () => {
    for (const id of [...activations.keys(), ...arrayFunctions.keys()]) {
      expect([files.has(`${id}.md`), files.has(`${id}.svg`)], id).toEqual([true, true]);
    }
  });

  it('comes out the same each time', async () => {
    expect([...(await reference())]).toEqual([...files]);
  });
});

describe('every figure', () => {
  it('is well-formed XML with a title and a description', () => {
    for (const [name, svg] of files) {
      if (!name.endsWith('.svg')) continue;
      const { documentElement } = new DOMParser({
        onError: (level, message) => {
          throw new Error(`${name}: ${level}: ${message}`);
        },
      }).parseFromString(svg, 'image/svg+xml');
      for (const words of ['title', 'desc']) {
        const [element] = Array.from(documentElement!.getElementsByTagName(words));
        expect(element?.textContent, name).toMatch(/\w/);
      }
    }
  });
});

describe('every page', () => {
  it('has only numbers that exist', () => {
    const broken = [...files]
      .filter(([, text]) => /undefined|\[object|(?:[|=("]|from|to|at|by|gain) NaN/.test(text))
      .map(([name]) => name);
    expect(broken).toEqual([]);
  });
});
