import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const command = fileURLToPath(import.meta.resolve('@actigrad/cli/main'));
/** Each other package runs what its own page shows. */
const documents = ['README.md', 'CONTRIBUTING.md', 'packages/core/README.md'] as const;

interface Fence {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

async function fencesOf(document: string): Promise<Fence[]> {
  const text = await readFile(join(root, document), 'utf8');
  return [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)].map(([, language = '', body = '']) => ({
    document,
    language,
    text: body,
  }));
}

const fences = (await Promise.all(documents.map(fencesOf))).flat();
const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
}

test('every fence is of a kind that is run here, or is marked as plain text', () => {
  const kinds = new Set(fences.map(({ language }) => language));
  expect([...kinds].filter((kind) => !['js', 'sh', 'text'].includes(kind))).toEqual([]);
});

describe('programs', () => {
  let folder: string;
  // Beside this package, so that its dependencies are found.
  beforeAll(async () => {
    folder = await mkdtemp(fileURLToPath(new URL('../.fence-', import.meta.url)));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const programs = fences.filter(({ language }) => language === 'js');
  test.each(programs.map((fence, index) => ({ ...fence, index })))(
    '$document, program $index',
    async ({ text, index }) => {
      const file = join(folder, `fence-${index}.mjs`);
      await writeFile(file, text);
      const { code, output } = await run([file]);
      expect({ code, output }).toEqual({ code: 0, output: '' });
    },
    60_000,
  );
});

describe('commands', () => {
  const lines = fences
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'))
    .map((line) => line.replace(/ +#.*$/, '').trim());

  // What a command writes does not land in the checkout.
  const outputs = ['report.html', 'gelu.safetensors'];
  let written: string;
  beforeAll(async () => {
    written = await mkdtemp(join(tmpdir(), 'actigrad-readme-'));
  });
  afterAll(() => rm(written, { recursive: true }));

  test.each(lines)(
    '%s',
    async (line) => {
      const [, script = '', ...args] = line.match(/\S+/g)?.slice(1) ?? [];
      expect(line).toMatch(/^npx pnpm@10 \w+/);
      expect(Object.keys(scripts)).toContain(script);
      // This test is part of `test`, and `check` and what writes files are run beside it.
      if (script !== 'actigrad' && script !== 'start') return;
      const program =
        script === 'start'
          ? [join(root, 'samples/tour/start.mjs')]
          : [command, ...args.map((arg) => (outputs.includes(arg) ? join(written, arg) : arg))];
      const { code, output } = await run(program);
      expect(code, output).toBe(0);
      expect(output.length).toBeGreaterThan(script === 'start' ? 2000 : 0);
    },
    120_000,
  );
});
