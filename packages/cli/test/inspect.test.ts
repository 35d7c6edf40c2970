import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actigrad, actigradReading } from './actigrad.ts';

const networks = fileURLToPath(new URL('../../../samples/networks/', import.meta.url));

interface Inspection {
  readonly layers: readonly Record<string, number | string>[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly layer: string;
  }[];
}

const figures = [
  'units',
  'samples',
  'slopeBelow1Percent',
  'preactivationMean',
  'preactivationStd',
  'activationMean',
  'activationStd',
  'positiveFraction',
  'gradL2',
  'weightGradL2',
  'weightL2',
  'gradMeanAbs',
];

describe.each([
  { network: 'relu-dead-init', finds: 'dead-units' },
  { network: 'relu-healthy', finds: undefined },
  { network: 'sigmoid-vanishing', finds: 'vanishing-gradient' },
  { network: 'tanh-saturated', finds: 'saturation' },
])('$network', ({ network, finds }) => {
  test('its figures are those of PyTorch to 1e-4', async () => {
    const { code, stdout } = await actigrad(
      'inspect',
      `${networks}${network}.safetensors`,
      '--json',
    );
    const { layers } = JSON.parse(stdout) as Inspection;
    const expected = JSON.parse(
      await readFile(`${networks}${network}.expected.json`, 'utf8'),
    ) as Inspection;
    expect(code).toBe(0);
    expect(layers.map(({ layer }) => layer)).toEqual(expected.layers.map(({ layer }) => layer));
    for (const [index, layer] of layers.entries()) {
      // PyTorch's rounding makes tanh units dead: 1 - y² is 0 where the slope is not.
      const compared = network === 'tanh-saturated' ? figures : [...figures, 'deadUnits'];
      for (const figure of compared) {
        const want = Number(expected.layers[index]?.[figure]);
        const error = Math.abs(Number(layer[figure]) - want);
        expect(error, `${String(layer['layer'])} ${figure}`).toBeLessThanOrEqual(
          1e-4 * Math.abs(want),
        );
      }
    }
  });

  test(`finds ${finds ?? 'no error and no warning'}`, async () => {
    const { stdout } = await actigrad('inspect', `${networks}${network}.safetensors`, '--json');
    const { findings } = JSON.parse(stdout) as Inspection;
    const serious = findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
    if (finds === undefined) expect(serious).toEqual([]);
    else expect(serious).toContain(finds);
  });

  test('the table has a line for each layer', async () => {
    const { code, stdout } = await actigrad('inspect', `${networks}${network}.safetensors`);
    expect(stdout.split('\n').filter((line) => /^layer\d/.test(line)).length).toBeGreaterThan(4);
    expect(stdout).not.toMatch(/NaN|undefined|null/);
    expect(code).toBe(0);
  });
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-inspect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dead = `${networks}relu-dead-init.safetensors`;
const healthy = `${networks}relu-healthy.safetensors`;

describe('--html', () => {
  test('writes one page with the finding, its figures and nothing to load', async () => {
    const file = join(folder, 'report.html');
    const { code, stdout } = await actigrad('inspect', dead, '--html', file);
    const page = await readFile(file, 'utf8');
    expect(code).toBe(0);
    expect(stdout).toContain('dead-units');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<h1>relu-dead-init.safetensors</h1>');
    expect(page).toContain('the initialisation did it');
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(5);
    expect(page).not.toMatch(/<script|undefined/);
  });

  test('puts several networks on the page, with a list of contents', async () => {
    const file = join(folder, 'both.html');
    await actigrad('inspect', dead, healthy, '--html', file);
    const page = await readFile(file, 'utf8');
    expect(page).toContain('href="#network-1"');
    expect(page).toContain('nothing found');
  });
});

describe('--fail-on', () => {
  test.each([
    ['dead', 'dead-units'],
    ['vanishing,dead-units', 'dead-units'],
    ['error', 'dead-units'],
  ])('%s fails a dead network with 1 and one line that names %s', async (kinds, rule) => {
    const { code, stderr, stdout } = await actigrad('inspect', healthy, dead, '--fail-on', kinds);
    expect(code).toBe(1);
    expect(stdout).toContain('layer5');
    expect(stderr).toMatch(
      new RegExp(`^actigrad: .*relu-dead-init.* ${rule} .*\\[CLI_FOUND\\]\n$`),
    );
  });

  test('passes where nothing of the kind was found', async () => {
    const { code, stderr } = await actigrad('inspect', dead, '--fail-on', 'exploding,saturation');
    expect([code, stderr]).toEqual([0, '']);
  });

  test.each(['u', 'nosuch', '', 'dead,,error'])('refuses "%s" before it reads', async (kinds) => {
    const { code, stderr, stdout } = await actigrad('inspect', dead, '--fail-on', kinds);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/dead-units, exploding-gradient.*\[CLI_USAGE\]\n$/);
  });
});

function recordLine(step: number, data: readonly number[]): string {
  const tensors = { 'a.preactivation': { shape: [2, 2], data } };
  return JSON.stringify({ step, activation: 'relu', tensors });
}

describe('a series', () => {
  const records = [recordLine(0, [1, 1, -1, 1]), recordLine(5, [-1, 1, -1, 1])].join('\n');

  test('comes as NDJSON on standard input', async () => {
    const { code, stdout } = await actigradReading(records, 'inspect', '-', '--json');
    const { layers, series } = JSON.parse(stdout) as Inspection & {
      readonly series: {
        readonly steps: number[];
        readonly layers: readonly { readonly deaths: object }[];
      };
    };
    expect(code).toBe(0);
    expect(layers[0]?.['deadUnits']).toBe(1);
    expect(series.steps).toEqual([0, 5]);
    expect(series.layers[0]?.deaths).toEqual([{ unit: 0, step: 5 }]);
  });

  test('comes as a directory of files in order of their steps', async () => {
    const directory = join(folder, 'steps');
    await cp(healthy, join(directory, 'step-2.safetensors'));
    const { code, stdout } = await actigrad('inspect', directory);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing found.');
  });

  test('says which line is broken', async () => {
    const { code, stderr } = await actigradReading(`${records}\n{`, 'inspect', '-');
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 3 is not JSON.*\[DIAGNOSTICS_RECORD\]\n$/);
  });
});

describe('several captures', () => {
  test('are all inspected when one is broken, and the exit code says so', async () => {
    const broken = join(folder, 'broken.safetensors');
    await writeFile(broken, 'no tensors');
    const { code, stderr, stdout } = await actigrad('inspect', broken, healthy, '--json');
    expect(code).toBe(3);
    expect(stderr).toMatch(/broken\.safetensors|header/);
    expect(JSON.parse(stdout)).toMatchObject([{ name: healthy, findings: [] }]);
  });

  test('are judged by the limits of a preset', async () => {
    const strict = await actigrad('inspect', healthy, '--preset', 'karpathy', '--json');
    expect(strict.code).toBe(0);
    const unknown = await actigrad('inspect', healthy, '--preset', 'nosuch');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('actigrad, sagemaker, karpathy, deepchecker');
  });
});
