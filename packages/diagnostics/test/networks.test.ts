import { readFile } from 'node:fs/promises';
import { openTensors } from '@actigrad/tensors/node';
import { createPool } from '@actigrad/pool';
import { describe, expect, it } from 'vitest';
import { inspectCapture, type Inspection, type LayerFigures } from '@actigrad/diagnostics';

const folder = new URL('../../../samples/networks/', import.meta.url);

async function inspect(name: string): Promise<Inspection> {
  await using file = await openTensors(new URL(`${name}.safetensors`, folder).pathname);
  return await inspectCapture(file);
}

async function expectedLayers(
  name: string,
): Promise<readonly { readonly [figure: string]: number | string | null }[]> {
  const text = await readFile(new URL(`${name}.expected.json`, folder), 'utf8');
  return (JSON.parse(text) as { layers: { [figure: string]: number | string | null }[] }).layers;
}

const compared = [
  'units',
  'samples',
  'deadUnits',
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
] as const satisfies readonly (keyof LayerFigures)[];

describe('captured networks', () => {
  for (const name of ['relu-healthy', 'relu-dead-init', 'sigmoid-vanishing', 'tanh-saturated']) {
    it(`${name}: every figure is within 1e-4 of PyTorch's`, async () => {
      const { layers } = await inspect(name);
      const expected = await expectedLayers(name);
      expect(layers.map(({ layer }) => layer)).toEqual(expected.map(({ layer }) => layer));
      for (const [index, figures] of layers.entries()) {
        for (const key of compared) {
          // PyTorch takes the slope of tanh from its rounded output, and so sees a unit as dead whose slope is not 0.
          if (name === 'tanh-saturated' && key === 'deadUnits') continue;
          const reference = expected[index]![key] as number;
          const error = Math.abs(figures[key]! - reference);
          expect(error, `${figures.layer} ${key}`).toBeLessThanOrEqual(1e-4 * Math.abs(reference));
        }
      }
    });
  }

  it('give the same figures and findings on the threads of a pool', async () => {
    await using pool = createPool({ threads: 2, runOn: 'workers' });
    for (const name of ['relu-healthy', 'tanh-saturated']) {
      await using file = await openTensors(new URL(`${name}.safetensors`, folder).pathname);
      expect(await inspectCapture(file, { pool })).toEqual(await inspect(name));
    }
    expect(pool.stats().workers.size).toBeGreaterThan(0);
  });

  it('relu-healthy has no error and no warning', async () => {
    const { findings } = await inspect('relu-healthy');
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('relu-dead-init has dead units by initialisation in every layer', async () => {
    const { findings } = await inspect('relu-dead-init');
    const dead = findings.filter(({ rule }) => rule === 'dead-units');
    expect(dead).toHaveLength(6);
    for (const finding of dead) expect(finding).toMatchObject({ cause: 'initialisation' });
    expect(dead.filter(({ severity }) => severity === 'error')).toHaveLength(5);
  });

  it('sigmoid-vanishing has an error of a vanishing gradient in its first layer', async () => {
    const { findings } = await inspect('sigmoid-vanishing');
    expect(findings[0]).toMatchObject({
      rule: 'vanishing-gradient',
      layer: 'layer0',
      severity: 'error',
    });
    expect(findings[0]!.figure).toBeCloseTo(3.3e-5, 6);
    expect(findings.filter(({ severity }) => severity !== 'note')).toHaveLength(1);
  });

  it('tanh-saturated is saturated in every layer, and its false gradients are noted', async () => {
    const { layers, findings } = await inspect('tanh-saturated');
    expect(findings.filter(({ rule }) => rule === 'saturation')).toHaveLength(6);
    expect(findings.filter(({ rule }) => rule === 'false-gradient')).toHaveLength(6);
    expect(layers.map(({ deadUnits }) => deadUnits)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('inspections are plain data: JSON gives them back', async () => {
    const inspection = await inspect('sigmoid-vanishing');
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  });
});
