import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { darkPalette, lightPalette } from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { samples } from './samples.ts';

const folder = new URL('golden/', import.meta.url);
const isUpdate = process.env['GOLDEN'] === 'update';

const goldens = samples.flatMap(({ name, draw }) => [
  { name, svg: draw(lightPalette, { background: true }) },
  { name: `${name}-dark`, svg: draw(darkPalette, { background: true }) },
]);

describe('each figure is drawn as it was when last looked at', () => {
  it.each(goldens)('$name', ({ name, svg }) => {
    const golden = new URL(`${name}.svg`, folder);
    const changed = new URL(`${name}-changed.svg`, folder);
    rmSync(changed, { force: true });
    if (isUpdate) writeFileSync(golden, `${svg}\n`);
    const expected = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
    if (`${svg}\n` === expected) return;
    writeFileSync(changed, `${svg}\n`);
    expect.fail(
      `compare ${fileURLToPath(changed)} with ${name}.svg; if it is better, run \`pnpm run golden\``,
    );
  });

  it('has no golden without a figure', () => {
    const names = readdirSync(folder).filter((file) => !file.endsWith('-changed.svg'));
    expect(names.toSorted()).toEqual(goldens.map(({ name }) => `${name}.svg`).toSorted());
  });
});
