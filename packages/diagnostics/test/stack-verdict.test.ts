import { readFile } from 'node:fs/promises';
import { readSource } from '@actigrad/source';
import { describe, expect, it } from 'vitest';
import { judgeStack, modelStack, predictNetwork, propagate } from '@actigrad/diagnostics';

function stackOf(text: string) {
  const { stack, obstacles } = modelStack(readSource(text, 'python').stacks[0]!);
  expect(obstacles).toEqual([]);
  return stack!;
}

const verdictOf = (text: string) => judgeStack(stackOf(text));

const mlp = (activation: string, hidden: number) =>
  `import torch.nn as nn\nnet = nn.Sequential(${`nn.Linear(64, 64), nn.${activation}(), `.repeat(hidden)}nn.Linear(64, 10))`;

describe('the verdict of a stack', () => {
  it('is what PyTorch finds when it runs the same text', async () => {
    const file = new URL('fixtures/torch-stacks.json', import.meta.url);
    const runs = JSON.parse(await readFile(file, 'utf8')) as {
      readonly text: string;
      readonly gradientRatio: number;
    }[];
    expect(runs.length).toBeGreaterThan(10);
    for (const { text, gradientRatio } of runs) {
      const found = verdictOf(text).gradientRatio / gradientRatio;
      // 24 draws of weights of width 256, and an output of 10 units, scatter by a tenth.
      expect(found, text).toBeGreaterThan(0.8);
      expect(found, text).toBeLessThan(1.25);
    }
  });

  it('names the layer whose gradient vanishes', () => {
    const [worst] = verdictOf(mlp('Sigmoid', 6)).findings;
    expect(worst).toMatchObject({
      rule: 'vanishing-gradient',
      layer: 'layer 1',
      severity: 'error',
    });
  });

  it('has neither error nor warning for a sound stack', () => {
    for (const text of [
      `from keras import Sequential, layers\nnet = Sequential([layers.Dense(64, activation='relu', kernel_initializer='he_normal') for _ in range(8)] + [layers.Dense(10, activation='softmax')])`,
      `from keras import Sequential, layers\nnet = Sequential([layers.Dense(64, activation='tanh') for _ in range(6)])`,
      mlp('ReLU', 2),
      mlp('Tanh', 3),
    ]) {
      const { findings } = verdictOf(text);
      expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    }
  });

  it('is that of the rules on a simulation', () => {
    for (const activation of ['Sigmoid', 'Tanh', 'ReLU', 'GELU']) {
      const stack = stackOf(mlp(activation, 7));
      const simulated = propagate(stack, { measureWeights: false }).network.layers;
      const predicted = predictNetwork(stack).layers;
      for (const [index, layer] of predicted.entries()) {
        const measured = simulated[index]!;
        expect(measured.preactivation!.whole.std).toBeGreaterThan(
          0.6 * layer.preactivation!.whole.std,
        );
        expect(measured.preactivation!.whole.std).toBeLessThan(
          1.6 * layer.preactivation!.whole.std,
        );
        const share = (each: typeof layer) => each.slopes!.below1Percent / each.slopes!.count;
        expect(Math.abs(share(measured) - share(layer))).toBeLessThan(0.15);
      }
    }
  });
});
