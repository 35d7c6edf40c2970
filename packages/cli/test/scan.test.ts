import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { actigrad } from './actigrad.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

const python = `import torch.nn as nn

net = nn.Sequential(nn.Linear(784, 64), nn.LeakyReLU(0.2), nn.Linear(64, 10))
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-scan-'));
  await writeFile(join(folder, 'model.py'), python);
  await writeFile(join(folder, 'config.json'), '{\n  "hidden_act": "gelu_new"\n}\n');
  await writeFile(join(folder, 'plain.py'), 'print("no activation here")\n');
  await writeFile(join(folder, 'notes.txt'), 'relu');
});

afterAll(() => rm(folder, { recursive: true }));

interface Scan {
  readonly files: readonly {
    readonly file: string;
    readonly uses: readonly object[];
    readonly stacks: readonly object[];
  }[];
}

test('--json gives uses and stacks with lines and columns from 1', async () => {
  const { code, stdout, stderr } = await actigrad('scan', folder, '--json');
  const { files } = JSON.parse(stdout) as Scan;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(files.map(({ file }) => file)).toEqual(
    ['config.json', 'model.py'].map((name) => join(folder, name)),
  );
  expect(files[0]?.uses).toEqual([
    {
      function: 'gelu-tanh',
      framework: 'huggingface',
      parameters: {},
      text: '"gelu_new"',
      start: { line: 2, column: 17 },
      end: { line: 2, column: 27 },
      unread: [],
    },
  ]);
  expect(files[1]?.uses).toMatchObject([
    {
      function: 'leaky-relu',
      framework: 'pytorch',
      parameters: { slope: 0.2 },
      text: 'nn.LeakyReLU(0.2)',
      start: { line: 3, column: 41 },
      end: { line: 3, column: 58 },
    },
  ]);
  expect(files[1]?.stacks).toMatchObject([
    {
      name: 'net',
      layers: [
        { kind: 'dense', units: 64, line: 3 },
        { kind: 'activation', activation: 'leaky-relu', parameters: { slope: 0.2 }, line: 3 },
        { kind: 'dense', units: 10, line: 3 },
      ],
      unread: [],
    },
  ]);
});

test('a file that is named is listed even if nothing is in it', async () => {
  const file = join(folder, 'plain.py');
  const { stdout } = await actigrad('scan', file, '--json');
  expect(JSON.parse(stdout)).toEqual({ files: [{ file, uses: [], stacks: [] }] });
});

test('the table names each use and each stack', async () => {
  const { stdout } = await actigrad('scan', folder);
  expect(stdout).toMatch(/3:41 +leaky-relu slope 0\.2 +pytorch +nn\.LeakyReLU\(0\.2\)/);
  expect(stdout).toContain('stack net: dense 64 → leaky-relu → dense 10');
});

test('each stack has the verdict of theory, one that is not known in full the reason why not', async () => {
  const file = join(folder, 'deep.py');
  const deep = 'nn.Linear(64, 64), nn.Sigmoid(), '.repeat(6);
  await writeFile(
    file,
    `from torch import nn\ndeep = nn.Sequential(${deep}nn.Linear(64, 2))\nopen = nn.Sequential(nn.Linear(4, 4), Other(), nn.Tanh())\n`,
  );
  const { stdout } = await actigrad('scan', file);
  const { stdout: json } = await actigrad('scan', file, '--json');
  await rm(file);
  expect(stdout).toMatch(
    /stack deep: .*\n +gradient × \d.*e−6 over 7 layers: error, vanishing gradient in layer 1\n/,
  );
  const [judged, open] = (JSON.parse(json) as Scan).files[0]!.stacks;
  expect(judged).toHaveProperty('verdict.findings.0.rule', 'vanishing-gradient');
  expect(open).toMatchObject({ notJudged: [{ what: 'layer', line: 3 }] });
  expect(open).not.toHaveProperty('verdict');
});

test('a file too large to be source is reported, the others are done, and the exit code is 3', async () => {
  const huge = join(folder, 'huge.json');
  await writeFile(huge, `[${'0,'.repeat(2 ** 22)}0]`);
  const { code, stdout, stderr } = await actigrad('scan', folder, '--json');
  await rm(huge);
  expect((JSON.parse(stdout) as Scan).files).toHaveLength(2);
  expect(stderr).toMatch(/^actigrad: .+ \[SOURCE_TOO_LARGE\] .*huge\.json\n$/);
  expect(code).toBe(3);
});

test('a file in another language, and one that is missing, are refused', async () => {
  const other = await actigrad('scan', join(folder, 'notes.txt'));
  expect(other).toMatchObject({ code: 2, stdout: '' });
  expect(other.stderr).toMatch(/^actigrad: .+notes\.txt is in no language .+ \[CLI_USAGE\]\n$/);
  const missing = await actigrad('scan', join(folder, 'none.py'));
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toMatch(/\[ENOENT\]\n$/);
});
