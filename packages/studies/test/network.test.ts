import { elu, prelu, sigmoid, tanh } from '@actigrad/core';
import { normalNumbers } from '@actigrad/diagnostics';
import { prepare } from '@actigrad/studies';
import { describe, expect, it } from 'vitest';
import { pick } from '../src/digits.ts';
import { maxoutLayer } from '../src/maxout-layer.ts';
import { drawNetwork, parametersOf, runNetwork, withOutput, type Network } from '../src/network.ts';
import { train } from '../src/train.ts';

const { digits } = prepare({ quick: true });
const few = pick(digits.train, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 30]);

function drawMaxout(): Network {
  const normal = normalNumbers(3);
  const shape = { units: 8, pieces: 2, weightVariance: 1, normal };
  return withOutput(
    [maxoutLayer({ inputs: 784, ...shape }), maxoutLayer({ inputs: 8, ...shape })],
    normal,
  );
}

const networks: [string, Network][] = [
  ...[sigmoid, tanh, elu, prelu].map((activation): [string, Network] => [
    activation.id,
    drawNetwork({ activation, widths: [12, 9], bias: 0.1 }),
  ]),
  ['maxout', drawMaxout()],
];

describe.each(networks)('the gradient of a network of %s', (_id, network) => {
  it('is that of a difference of losses, in every parameter tried', () => {
    const gradients = runNetwork(network, few)
      .backward()
      .flatMap(({ byParameters }) => byParameters);
    const parameters = parametersOf(network);
    expect(gradients.map(({ length }) => length)).toEqual(parameters.map(({ length }) => length));
    const step = 2 ** -10;
    for (const [index, values] of parameters.entries()) {
      // The parameter that matters most: in float32 losses a small gradient drowns.
      const gradient = gradients[index]!;
      const at = gradient.reduce(
        (best, each, place) => (Math.abs(each) > Math.abs(gradient[best]!) ? place : best),
        0,
      );
      const before = values[at]!;
      const lossAt = (value: number): number => {
        values[at] = value;
        return runNetwork(network, few).loss;
      };
      const difference = (lossAt(before + step) - lossAt(before - step)) / (2 * step);
      values[at] = before;
      expect(Math.abs(difference - gradient[at]!)).toBeLessThan(0.02 * Math.abs(difference) + 2e-4);
    }
  });
});

function lossesOf(seed: number): number[] {
  const network = drawNetwork({ activation: tanh, widths: [16], seed });
  return train(network, { digits: digits.train, steps: 10, learningRate: 0.1, seed });
}

describe('training', () => {
  it('lowers the loss, and more than guessing is right afterwards', () => {
    const network = drawNetwork({ activation: tanh });
    const losses = train(network, {
      digits: digits.train,
      steps: 100,
      learningRate: 0.05,
      momentum: 0.9,
    });
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    expect(runNetwork(network, digits.test).accuracy).toBeGreaterThan(0.7);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(lossesOf(1)).toEqual(lossesOf(1));
    expect(lossesOf(2)).not.toEqual(lossesOf(1));
  });

  it('ends where it is asked to', () => {
    const network = drawNetwork({ activation: tanh, widths: [16] });
    const losses = train(network, {
      digits: digits.train,
      steps: 10,
      learningRate: 0.1,
      until: ({ length }) => length === 3,
    });
    expect(losses).toHaveLength(3);
  });
});
