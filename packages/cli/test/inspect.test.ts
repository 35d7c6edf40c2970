import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { actigrad } from './actigrad.ts';

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
