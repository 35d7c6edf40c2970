import { activations, sigmoid, tanh } from '@actigrad/core';
import { SeriesRecorder, measureCapture, propagate, type Capture } from '@actigrad/diagnostics';
import {
  falseGradientFigure,
  gradientNormFigure,
  hasQuantity,
  outputSignalFigure,
  preactivationFigure,
  preactivationSignalFigure,
  preactivationsFigure,
  sampleUnits,
  seriesFigure,
  seriesQuantities,
  snapshotNetwork,
  snapshotSeries,
  unitActivityFigure,
  unitMapFigure,
  type NetworkSnapshot,
  type Picture,
} from '@actigrad/diagnostics/figures';
import { darkPalette, lightPalette } from '@actigrad/plot';
import { openTensors } from '@actigrad/tensors/node';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captureOf, fill } from '../support.ts';

const networks = fileURLToPath(new URL('../../../../samples/networks/', import.meta.url));
const light = { palette: lightPalette };

async function captured<T>(name: string, use: (capture: Capture) => T): Promise<Awaited<T>> {
  await using capture = await openTensors(`${networks}${name}.safetensors`);
  return await use(capture);
}

function snapshotOf(name: string): Promise<NetworkSnapshot> {
  return captured(name, async (capture) => snapshotNetwork(await measureCapture(capture)));
}

function everyFigure(network: NetworkSnapshot, look = light): Picture[] {
  return [
    gradientNormFigure(network, look),
    preactivationSignalFigure(network, look),
    outputSignalFigure(network, look),
    preactivationsFigure(network, look),
    unitActivityFigure(network, look),
    ...network.layers.map((layer) => preactivationFigure(layer, look)),
  ];
}

function expectWhole({ svg, title, description, table }: Picture): void {
  expect(svg).toContain(`<title>${title}</title>`);
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
  expect(`${svg} ${description} ${JSON.stringify(table)}`).not.toMatch(/NaN|undefined|null/);
  expect(description).not.toBe('');
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
}

describe.each(['relu-dead-init', 'relu-healthy', 'sigmoid-vanishing', 'tanh-saturated'])(
  'the figures of %s',
  (name) => {
    it('are each a picture, its words and its table', async () => {
      const pictures = everyFigure(await snapshotOf(name));
      for (const picture of pictures) {
        expectWhole(picture);
        expect(picture.table.rows.length).toBeGreaterThan(0);
      }
    });

    it('are the same after the figures have crossed a process as JSON', async () => {
      const snapshot = await snapshotOf(name);
      const crossed = JSON.parse(JSON.stringify(snapshot)) as NetworkSnapshot;
      expect(everyFigure(crossed)).toEqual(everyFigure(snapshot));
    });
  },
);

describe('gradient norms', () => {
  it('say how little of the gradient reaches the first layer, and mark where it vanishes', async () => {
    const { description, svg, table } = gradientNormFigure(
      await snapshotOf('sigmoid-vanishing'),
      light,
    );
    expect(description).toBe('The gradient of layer0 is 3.33·10⁻⁵ of that of layer7.');
    expect(svg).toContain('vanishing: under 10⁻³ of the last');
    expect(table.rows.at(-1)?.[2]).toBe('1');
  });

  it('put theory beside the simulation', () => {
    const layers = Array.from({ length: 6 }, () => ({ width: 64, activation: sigmoid }));
    const { network, predicted } = propagate({ inputs: 64, layers });
    const picture = gradientNormFigure(snapshotNetwork(network, predicted), light);
    expectWhole(picture);
    expect(picture.svg).toContain('mean-field');
    const [layer, , simulated, theory] = picture.table.rows[4]!;
    expect(layer).toBe('layer4');
    expect(Number(theory) / Number(simulated)).toBeCloseTo(1, 0);
  });

  it('say so where no gradient reaches any layer', async () => {
    const { description } = gradientNormFigure(await snapshotOf('relu-dead-init'), light);
    expect(description).toBe('No gradient at all reaches any layer.');
  });

  it('draw the limits of the chosen preset', async () => {
    const network = await snapshotOf('sigmoid-vanishing');
    const { svg } = gradientNormFigure(network, light, { preset: 'sagemaker' });
    expect(svg).not.toContain('vanishing: under');
  });
});

describe('units', () => {
  it('tell the dead of each layer', async () => {
    const { table, svg } = unitActivityFigure(await snapshotOf('relu-dead-init'), light);
    expect(table.rows.map((row) => row[2])).toEqual(['26', '64', '64', '64', '64', '64']);
    expect(svg).toContain('layer0 · 26 of 64 dead');
  });

  it('are drawn sample by sample with the dead marked, from no more of the tensor than is shown', async () => {
    await captured('relu-dead-init', async (capture) => {
      const tensor = capture.tensors.get('layer0.preactivation')!;
      const units = await sampleUnits('layer0', tensor);
      expect([units.units, units.samples, units.unitCount]).toEqual([64, 96, 64]);
      const { layers } = snapshotNetwork(await measureCapture(capture));
      const picture = unitMapFigure(units, layers[0]!, light)!;
      expectWhole(picture);
      expect(picture.description).toContain('26 units are dead for all samples.');
      expect(picture.table.rows.filter((row) => row[3] === 'dead')).toHaveLength(26);
    });
  });
});

describe('the false gradient', () => {
  it('is 0 where the rounded output has reached its limit and the true slope has not', async () => {
    const { layers } = await snapshotOf('tanh-saturated');
    const picture = falseGradientFigure(layers[1]!, light)!;
    expectWhole(picture);
    const lost = picture.table.rows.filter(
      ([, truth, rounded]) => truth !== '0' && rounded === '0',
    );
    expect(lost.length).toBeGreaterThan(2);
    // tanh rounds to 1 in float32 from 9.01 on: half an ULP under 1 is 2^-25.
    expect(Number(/From about ([\d.]+) on/.exec(picture.description)![1])).toBeCloseTo(9.01, 0);
  });

  it('follows the function to rounding where the output is far from its limits', async () => {
    const { layers } = await snapshotOf('sigmoid-vanishing');
    const { table } = falseGradientFigure(layers[1]!, light)!;
    for (const [, truth, rounded] of table.rows) expect(rounded).toBe(truth);
  });

  it('is of functions whose slope follows from their output only', async () => {
    const { layers } = await snapshotOf('relu-healthy');
    expect(falseGradientFigure(layers[1]!, light)).toBeUndefined();
  });
});

describe('a series', () => {
  const recorder = new SeriesRecorder();
  const steps = Array.from({ length: 40 }, (_, step) => step);
  it('is drawn quantity by quantity, with the step at which units died', async () => {
    for (const step of steps) {
      const capture = captureOf(
        {
          'a.preactivation': fill(4, 3, (row, unit) => (unit === 0 && step > 20 ? -1 : row - 0.5)),
          'a.preactivation.grad': fill(4, 3, () => 0.1),
        },
        { activation: 'relu', step: `${step}` },
      );
      recorder.add(await measureCapture(capture));
    }
    const series = snapshotSeries(recorder.series);
    for (const quantity of seriesQuantities) expectWhole(seriesFigure(series, quantity, light));
    expect(hasQuantity(series, 'deadUnits')).toBe(true);
    expect(hasQuantity(series, 'updateRatio')).toBe(false);
    const { description, table } = seriesFigure(series, 'deadUnits', light);
    expect(description).toBe('From step 0 to step 39, a: 0 % to 33.3 %, most since step 21.');
    expect(table.rows.length).toBe(25);
  });
});

describe('every function', () => {
  it.each([...activations.values()].map((activation) => [activation.id, activation] as const))(
    '%s has its figures, in dark too',
    (_id, activation) => {
      const layers = [1, 2, 3].map(() => ({ width: 16, activation }));
      const { network, predicted } = propagate({ inputs: 16, layers }, { samples: 32 });
      const look = { palette: darkPalette, width: 360, background: true };
      for (const picture of everyFigure(snapshotNetwork(network, predicted), look))
        expectWhole(picture);
    },
  );
});

describe('what was not captured', () => {
  it('leaves figures that say so', async () => {
    const network = await measureCapture(
      captureOf({ 'a.preactivation': fill(2, 2, (row) => row) }, { activation: tanh.id }),
    );
    const { description, svg } = gradientNormFigure(snapshotNetwork(network), light);
    expect(description).toBe('No gradients were captured.');
    expect(svg).toContain('No data');
  });
});
