import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const fences = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);

async function print(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', code],
    { cwd: import.meta.dirname, timeout: 20_000 },
  );
  return stdout;
}

test('the first example prints what it says', async () => {
  const [first = ''] = fences;
  const said = first.match(/console\.log\(.*\); \/\/ (.*)\n/)?.[1];
  expect(await print(first)).toBe(`${said}\n`);
});

test('the second example prints its results in order', async () => {
  expect(await print(fences[1]!)).toBe('0 2\n5\n');
});

test('the third example writes a file and prints what it says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'actigrad-readme-'));
  const said = fences[2]?.match(/console\.log\(.*\); \/\/ (.*)\n/)?.[1];
  const code = `process.chdir(${JSON.stringify(folder)});\n${fences[2]}`;
  expect(await print(code)).toBe(`${said}\n`);
  expect((await readdir(folder)).toSorted()).toEqual(['x.npy', 'y.npy']);
  await rm(folder, { recursive: true });
});

test('it has at most 110 lines', () => {
  expect(fences).toHaveLength(3);
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(110);
});
