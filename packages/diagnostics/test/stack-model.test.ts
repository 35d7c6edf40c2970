import { readSource, type Language } from '@actigrad/source';
import { describe, expect, it } from 'vitest';
import { modelStack, type StackModel } from '@actigrad/diagnostics';

function modelOf(text: string, language: Language = 'python'): StackModel {
  const [stack] = readSource(text, language).stacks;
  return modelStack(stack!);
}

const torch = (parts: string, after = '') =>
  modelOf(`import torch\nfrom torch import nn\nnet = nn.Sequential(${parts})\n${after}`);
const keras = (parts: string) =>
  modelOf(`import keras\nfrom keras import layers\nnet = keras.Sequential([${parts}])`);

/** Variance times inputs, bias variance times inputs. */
const fillingOf = ({ stack }: StackModel) => {
  const [layer] = stack!.layers;
  return [layer!.weights, (layer!.bias?.variance ?? 0) * stack!.inputs];
};

describe('a stack of source text as one that can be run', () => {
  it('has widths, activations with parameters, and which layers of the text they are', () => {
    const { stack, origins, assumptions } = torch(
      'nn.Flatten(), nn.Linear(20, 8), nn.LayerNorm(8), nn.LeakyReLU(0.2), nn.Dropout(0.5), nn.Linear(8, 3)',
    );
    expect(stack!.inputs).toBe(20);
    expect(stack!.layers.map(({ width }) => width)).toEqual([8, 3]);
    const [first, last] = stack!.layers;
    expect(first!.activation.value(-1)).toBe(-0.2);
    expect(last!.activation.value(-1)).toBe(-1);
    expect(first!.normalisation).toBe('layer');
    expect(origins).toEqual([{ weights: 1, normalisation: 2, activation: 3 }, { weights: 5 }]);
    expect(assumptions).toEqual([{ kind: 'left-out', what: 'dropout' }]);
  });

  it('is filled as the framework does it when it is told nothing', () => {
    const third = expect.closeTo(1 / 3, 12) as number;
    expect(fillingOf(torch('nn.Linear(20, 8)'))).toEqual([third, third]);
    expect(fillingOf(torch('nn.Linear(20, 8, bias=False)'))).toEqual([third, 0]);
    expect(fillingOf(keras('keras.Input((20,)), layers.Dense(60)'))).toEqual([
      expect.closeTo(0.5, 12),
      0,
    ]);
    const flax = `from flax import linen as nn\nnet = nn.Sequential([nn.Dense(8), nn.relu, nn.Dense(2)])`;
    expect(fillingOf(modelOf(flax))).toEqual([1, 0]);
    const tfjs = `import * as tf from '@tensorflow/tfjs';\nconst m = tf.sequential({ layers: [tf.layers.dense({ units: 60, inputShape: [20] })] });`;
    expect(fillingOf(modelOf(tfjs, 'typescript'))).toEqual([expect.closeTo(0.5, 12), 0]);
  });

  it.each([
    ['kaiming_normal_(m.weight)', 2],
    ["kaiming_uniform_(m.weight, nonlinearity='relu')", 2],
    ['kaiming_normal_(m.weight, a=0.5)', 1.6],
    ["kaiming_normal_(m.weight, 0.5, nonlinearity='leaky_relu')", 1.6],
    ["kaiming_normal_(m.weight, mode='fan_out')", 5],
    ['xavier_uniform_(m.weight)', 10 / 7],
    ['xavier_normal_(m.weight, 2.0)', 40 / 7],
    ['normal_(m.weight, std=0.1)', 0.2],
    ['trunc_normal_(m.weight, std=0.02)', 0.008],
    ['uniform_(m.weight, -0.3, 0.3)', 0.6],
    ['orthogonal_(m.weight, gain=1.5)', 2.25],
    ['zeros_(m.weight)', 0],
  ])('is filled by torch.nn.init.%s with variance %d over its inputs', (call, weights) => {
    const model = torch('nn.Linear(20, 8)', `for m in net.modules():\n    nn.init.${call}\n`);
    expect(model.stack!.layers[0]!.weights).toBeCloseTo(weights, 12);
  });

  it.each([
    ["'he_normal'", 2],
    ["'lecun_uniform'", 1],
    ["'random_normal'", 0.05],
    ['keras.initializers.RandomNormal(0.0, 0.1)', 0.2],
    ['keras.initializers.RandomUniform(minval=-0.1, maxval=0.1)', 20 * (0.2 ** 2 / 12)],
    ["keras.initializers.VarianceScaling(2.0, 'fan_avg')", 40 / 14],
    ['keras.initializers.Orthogonal()', 1],
  ])('is filled by %s in Keras with variance %d over its inputs', (filler, weights) => {
    const model = keras(`keras.Input((20,)), layers.Dense(8, kernel_initializer=${filler})`);
    expect(model.stack!.layers[0]!.weights).toBeCloseTo(weights, 12);
  });

  it('says what it assumed', () => {
    const model = keras(
      "layers.Conv2D(32, 3, activation='relu'), layers.MaxPooling2D(), layers.Dense(10, activation='softmax')",
    );
    expect(model.assumptions).toEqual([
      { kind: 'inputs', width: 32 },
      { kind: 'convolution' },
      { kind: 'left-out', what: 'pooling' },
      { kind: 'output', function: 'Softmax' },
    ]);
    const wide = torch('nn.Linear(8, hidden), nn.ReLU(), nn.Linear(hidden, 2)');
    expect(wide.assumptions).toEqual([{ kind: 'width', layer: 0, width: 8 }]);
  });

  it('reads normalisation on either side, and the residual around a layer', () => {
    const after = keras("layers.Dense(8, activation='tanh'), layers.BatchNormalization()");
    expect(after.stack!.layers[0]).toMatchObject({ outputNormalisation: 'batch' });
    const block = `import torch.nn as nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 16)
    def forward(self, x):
        return x + self.fc(x).tanh()
`;
    expect(modelOf(block).stack!.layers[0]).toMatchObject({ residual: true });
  });

  it.each([
    ['nn.Linear(4, 4), mine.Block(), nn.ReLU()', 'layer'],
    ['nn.Linear(4, 4), nn.LeakyReLU(slope)', 'slope'],
    ['nn.Linear(4, 4), nn.ReLU(), nn.Tanh()', 'Tanh'],
    ['nn.Linear(4, 4), nn.Softmax(1), nn.Linear(4, 2)', 'Softmax'],
    ['nn.Embedding(10, 4), nn.LSTM(4, 8)', 'embedding'],
    ['nn.ReLU()', 'ReLU'],
  ])('is refused with the reason: %s', (parts, what) => {
    const { stack, obstacles } = torch(parts);
    expect(stack).toBeUndefined();
    expect(obstacles.map((obstacle) => obstacle.what)).toContain(what);
    expect(obstacles[0]!.line).toBe(3);
  });

  it.each([
    'normal_(m.weight, std=scale)',
    "kaiming_normal_(m.weight, nonlinearity='tanh')",
    'eye_(m.weight)',
    'constant_(m.weight, 0.5)',
  ])('is refused where it is filled in a way that is not known: %s', (call) => {
    const model = torch('nn.Linear(20, 8)', `for m in net.modules():\n    nn.init.${call}\n`);
    expect(model.obstacles).toEqual([{ what: 'initializer', line: 3 }]);
  });
});
