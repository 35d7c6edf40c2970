import { readFile } from 'node:fs/promises';
import { activation, activations, relu, sigmoid, tanh, type Activation } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import {
  diagnose,
  propagate,
  propagateByLayer,
  type LayerStatistics,
  type LayerStack,
  type Normalisation,
  type Propagation,
} from '@actigrad/diagnostics';
import { normalNumbers } from '../src/random.ts';

interface Fixture {
  readonly inputs: number;
  readonly data: readonly number[];
  readonly outputGradient: readonly number[];
  readonly layers: readonly FixtureLayer[];
}

interface FixtureLayer {
  readonly activation: string;
  readonly width: number;
  readonly normalisation?: Normalisation;
  readonly outputNormalisation?: Normalisation;
  readonly residual?: boolean;
  readonly weight: readonly number[];
  readonly bias: readonly number[];
  readonly preactivation: readonly number[];
  readonly gradient: readonly number[];
  readonly weightGradient: readonly number[];
}

const columnsOf = (values: readonly number[], width: number) =>
  Array.from({ length: width }, (_, unit) =>
    values.filter((_value, index) => index % width === unit),
  );
const norm = (values: readonly number[]) => Math.hypot(...values);

function expectWithin(found: number, expected: number, relative: number, what: string): void {
  expect(Math.abs(found - expected), what).toBeLessThanOrEqual(
    relative * Math.abs(expected) + 1e-12,
  );
}

const wholesOf = ({ output, gradient }: LayerStatistics) => [output?.whole, gradient?.whole];

const alarms = (stack: LayerStack) =>
  diagnose({ network: propagate(stack).network }).filter(({ severity }) => severity !== 'note');

const deep = (one: Activation, depth: number, size: number, options: object) => ({
  inputs: size,
  layers: Array.from({ length: depth }, () => ({ width: size, activation: one, ...options })),
});

const rulesOf = (stack: LayerStack) => new Set(alarms(stack).map(({ rule }) => rule));

describe('propagation', () => {
  it('layer by layer comes to the same, after a pause for each layer on either way', () => {
    const stack = deep(tanh, 5, 32, {});
    const layers = propagateByLayer(stack, { seed: 7 });
    let pauses = 0;
    let step = layers.next();
    for (; !step.done; step = layers.next()) pauses++;
    const { network } = propagate(stack, { seed: 7 });
    expect(pauses).toBe(9);
    expect(step.value.network.layers.map(wholesOf)).toEqual(network.layers.map(wholesOf));
  });

  it("agrees with PyTorch's autograd on the same weights, unit by unit", async () => {
    const file = new URL('fixtures/propagation.json', import.meta.url);
    const fixture = JSON.parse(await readFile(file, 'utf8')) as Fixture;
    const stack: LayerStack = {
      inputs: fixture.inputs,
      layers: fixture.layers.map(
        ({ activation: name, width, normalisation, outputNormalisation, residual }) => ({
          width,
          activation: activation(name),
          ...(normalisation && { normalisation }),
          ...(outputNormalisation && { outputNormalisation }),
          ...(residual && { residual }),
        }),
      ),
    };
    const { network } = propagate(stack, {
      data: Float64Array.from(fixture.data),
      outputGradient: Float64Array.from(fixture.outputGradient),
      parameters: fixture.layers.map(({ weight, bias }) => ({
        weight: Float32Array.from(weight),
        bias: Float64Array.from(bias),
      })),
    });
    for (const [index, expected] of fixture.layers.entries()) {
      const layer = network.layers[index]!;
      const preactivations = columnsOf(expected.preactivation, expected.width);
      const gradients = columnsOf(expected.gradient, expected.width);
      const inputs = expected.weight.length / expected.width;
      for (let unit = 0; unit < expected.width; unit++) {
        const what = `${layer.layer} unit ${unit}`;
        expectWithin(layer.preactivation!.unit(unit).l2, norm(preactivations[unit]!), 1e-9, what);
        expectWithin(layer.gradient!.unit(unit).l2, norm(gradients[unit]!), 1e-9, what);
        expectWithin(
          layer.weightGradient!.unit(unit).l2,
          norm(expected.weightGradient.slice(unit * inputs, (unit + 1) * inputs)),
          1e-9,
          what,
        );
      }
    }
  });

  /** Scatter of one draw of weights is √(2 / width), 6 %; four draws halve it. 1,024 is measured by scripts. */
  const draws = [1, 2, 3, 4];
  const samples = 16;
  const width = 512;

  /** One set of weights of variance 1 / width a draw, scaled for each function; not of the seed that draws the samples. */
  const unscaled = draws.map((seed) => {
    const normal = normalNumbers(100 + seed);
    return [1, 2].map(() =>
      Float32Array.from({ length: width ** 2 }, () => normal() / Math.sqrt(width)),
    );
  });

  function run(one: Activation, weights: number, seed: number): Propagation {
    const stack = {
      inputs: width,
      layers: [1, 2].map(() => ({ width, activation: one, weights })),
    };
    const parameters = unscaled[seed - 1]!.map((weight) => ({
      weight: weight.map((value) => value * Math.sqrt(weights)),
    }));
    return propagate(stack, { seed, samples, parameters, measureWeights: false });
  }

  it.each([...activations.values()])(
    'of $id at width 512 is within 5 % of mean-field theory',
    (one) => {
      // The variance at which a rectifier keeps its signal, less where the function itself amplifies.
      const weights = Math.min(1, 1 / one.facts().normal.slopeMeanSquare);
      const runs = draws.map((seed) => run(one, weights, seed));
      for (const index of [0, 1]) {
        const ratios = runs.map(({ network, predicted }) => {
          const [layer, theory] = [network.layers[index]!, predicted[index]!];
          return {
            variance: layer.preactivation!.whole.variance / theory.preactivationVariance,
            gradient:
              layer.gradient!.whole.l2 ** 2 / layer.gradient!.whole.count / theory.gradientRms ** 2,
          };
        });
        const average = (key: 'variance' | 'gradient') =>
          ratios.reduce((sum, ratio) => sum + ratio[key] / draws.length, 0);
        expect(Math.abs(average('variance') - 1), `variance of layer ${index}`).toBeLessThan(0.05);
        expect(
          Math.abs(Math.sqrt(average('gradient')) - 1),
          `gradient of layer ${index}`,
        ).toBeLessThan(0.05);
      }
    },
    60_000,
  );

  it('with layer normalisation and residual connections is within 5 % of mean-field theory', () => {
    for (const options of [
      { normalisation: 'layer' },
      { residual: true },
      { normalisation: 'layer', residual: true },
    ] as const) {
      const layers = [1, 2, 3].map(() => ({
        width: 512,
        activation: tanh,
        weights: 2,
        ...options,
      }));
      const runs = [1, 2, 3, 4, 5, 6].map((seed) =>
        propagate({ inputs: 512, layers }, { seed, samples: 8, measureWeights: false }),
      );
      for (const index of [0, 1, 2]) {
        const ratios = runs.map(
          ({ network, predicted }) =>
            network.layers[index]!.gradient!.whole.l2 /
            Math.sqrt(512 * 8) /
            predicted[index]!.gradientRms,
        );
        expect(
          Math.abs(ratios.reduce((sum, ratio) => sum + ratio / runs.length, 0) - 1),
        ).toBeLessThan(0.05);
      }
    }
  }, 60_000);

  it('gives the same figures for the same seed, and others for another', () => {
    const stack = { inputs: 8, layers: [{ width: 8, activation: relu }] };
    const l2 = (seed: number) =>
      propagate(stack, { seed }).network.layers[0]!.preactivation!.whole.l2;
    expect(l2(1)).toBe(l2(1));
    expect(l2(1)).not.toBe(l2(2));
  });

  it('raises no alarm for sound stacks', () => {
    const sound = [
      [activation('relu'), 'he'],
      [activation('leaky-relu'), 'he'],
      [activation('elu'), 'he'],
      [activation('gelu'), 'he'],
      [activation('silu'), 'he'],
      [activation('selu'), 'lecun'],
      [tanh, 'glorot'],
    ] as const;
    for (const [one, weights] of sound) {
      for (const [depth, size] of [
        [3, 16],
        [3, 256],
        [10, 128],
        [20, 64],
      ] as const) {
        expect(alarms(deep(one, depth, size, { weights })), `${one.id} ${depth} x ${size}`).toEqual(
          [],
        );
      }
    }
  }, 60_000);

  it('raises the alarm for stacks that cannot learn', () => {
    expect(rulesOf(deep(sigmoid, 8, 64, { weights: 'glorot' }))).toContain('vanishing-gradient');
    expect(rulesOf(deep(relu, 8, 64, { weights: 8 }))).toContain('exploding-gradient');
    expect(rulesOf(deep(relu, 8, 64, { weights: 0.1 }))).toContain('poor-initialisation');
    expect(rulesOf(deep(tanh, 6, 64, { weights: 30 }))).toContain('saturation');
    expect(rulesOf(deep(relu, 6, 64, { weights: 'he', bias: { mean: -3 } }))).toContain(
      'dead-units',
    );
  });

  it('refuses what cannot be run, with a code', () => {
    const layer = { width: 4, activation: relu };
    const wrong: LayerStack[] = [
      { inputs: 4, layers: [] },
      { inputs: 0, layers: [layer] },
      { inputs: 4, layers: [{ ...layer, width: 2.5 }] },
      { inputs: 4, layers: [{ ...layer, weights: NaN }] },
      { inputs: 4, layers: [{ ...layer, bias: { variance: -1 } }] },
      { inputs: 5, layers: [{ ...layer, residual: true }] },
    ];
    for (const stack of wrong)
      expect(() => propagate(stack)).toThrow(
        expect.objectContaining({ code: 'DIAGNOSTICS_OPTION' }),
      );
    const stack = { inputs: 4, layers: [layer] };
    for (const options of [
      { data: new Float64Array(5) },
      { samples: 0 },
      { outputGradient: new Float64Array(1) },
    ]) {
      expect(() => propagate(stack, options)).toThrow(
        expect.objectContaining({ code: 'DIAGNOSTICS_SHAPE' }),
      );
    }
  });
});
