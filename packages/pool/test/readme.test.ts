import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

test('it has at most 80 lines', () => {
  expect(fences).toHaveLength(2);
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
});
