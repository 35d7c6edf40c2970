import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code as string);

describe('the README', () => {
  it.each(examples)('has an example that prints what it says: %#', (code) => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(
      ([, line]) => `${line}\n`,
    );
    expect(promised.length).toBeGreaterThan(0);
    expect(output).toBe(promised.join(''));
  });

  it('has three examples, in at most 80 lines', () => {
    expect(examples).toHaveLength(3);
    expect(readme.split('\n').length).toBeLessThanOrEqual(81);
  });
});
