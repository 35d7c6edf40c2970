import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code!);

describe('the README', () => {
  for (const [i, code] of examples.entries()) {
    it(`has an example ${i + 1} that prints what it says`, async () => {
      const folder = await temporaryFolder();
      // Imports are found from this package; files go to a folder of their own.
      const program = `process.chdir(${JSON.stringify(folder)});\n${code}`;
      const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      });
      const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(
        ([, line]) => `${line}\n`,
      );
      expect(output).toBe(promised.join(''));
    });
  }

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(2);
  });
});
