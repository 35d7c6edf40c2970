import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What is published. */
const dist = new URL('../dist/bundle/', import.meta.url);

/** All modules that a built file imports, directly or not. */
function importsOf(file: string, found: Set<string> = new Set()): ReadonlySet<string> {
  const text = readFileSync(new URL(file, dist), 'utf8');
  for (const [, specifier] of text.matchAll(/\bfrom "([^"]+)"|^import "([^"]+)"/gm)) {
    if (specifier === undefined || found.has(specifier)) continue;
    found.add(specifier);
    if (specifier.startsWith('./')) importsOf(specifier.slice(2), found);
  }
  return found;
}

describe('the package', () => {
  it('needs nothing of Node for bytes in memory, so that it runs in a browser', () => {
    const imports = [...importsOf('index.js')];
    expect(imports).toContainEqual(expect.stringMatching(/^\.\/chunk-/));
    expect(imports.filter((specifier) => !specifier.startsWith('./'))).toEqual([]);
  });

  it('has one dependency, the zip reader, and only for files in Node', () => {
    const imports = [...importsOf('node.js')].filter(
      (name) => !name.startsWith('./') && !name.startsWith('node:'),
    );
    const { dependencies } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as {
      dependencies: Record<string, string>;
    };
    expect(imports).toEqual(Object.keys(dependencies));
  });
});
