import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseSvg } from './parsed-svg.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const fences = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

/** Runs a fence as a module of its own, beside this file so that its import resolves, and returns its last figure. */
async function run(code: string): Promise<string> {
  const folder = mkdtempSync(fileURLToPath(new URL('readme-', import.meta.url)));
  try {
    const file = `${folder}/fence.mjs`;
    const result = code.match(/const (\w+) = \w+\(\n/)?.[1] ?? '';
    writeFileSync(file, `${code}\nexport { ${result} as figure };\n`);
    const module = (await import(pathToFileURL(file).href)) as { figure: string };
    return module.figure;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('each example of the README', () => {
  it.each(fences)('draws a figure: %#', async (code) => {
    expect(parseSvg(await run(code)).getAttribute('role')).toBe('img');
  });
});

it('the README has examples and at most 80 lines', () => {
  expect(fences.length).toBeGreaterThan(1);
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
});
