import { activations } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import {
  changeStack,
  explainRefusal,
  readCells,
  readSource,
  type ActivationChange,
  type EditableSource,
  type SourceEdit,
} from '@actigrad/source';

function fileOf(text: string, language: 'python' | 'typescript' = 'python'): EditableSource {
  const reading = readSource(text, language);
  return {
    texts: [text],
    reading,
    language: language === 'python' ? 'python' : 'javascript',
    read: ([changed = '']) => readSource(changed, language, reading),
  };
}

function to(layer: number, id: string, parameters: object = {}): ActivationChange {
  const { parameters: all } = activations.get(id)!.with(parameters);
  return { layer, function: id, parameters: all as { readonly [name: string]: number } };
}

function apply(text: string, edits: readonly SourceEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, after }) => changed.slice(0, start) + after + changed.slice(end),
      text,
    );
}

/** The changed text, or why it is not changed. */
function change(
  text: string,
  changes: readonly ActivationChange[],
  language: 'python' | 'typescript' = 'python',
): string {
  const source = fileOf(text, language);
  const plan = changeStack(source, source.reading.stacks[0]!, { activations: changes });
  return 'refused' in plan ? `refused: ${explainRefusal(plan)}` : apply(text, plan.edits);
}

const torch = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const sequence = (activation: string) =>
  `${torch}net = nn.Sequential(nn.Linear(4, 4), ${activation})\n`;
const module = (expression: string) => `${torch}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
    def forward(self, x):
        return ${expression}
`;
const imported = (names: string, act: string) =>
  `from torch.nn import Linear, Sequential, ${names}\nnet = Sequential(Linear(4, 4), ${act}())\n`;
const twice = (act: string) =>
  sequence(`${act}, nn.Linear(4, 4), ${act}, nn.Linear(4, 1), nn.Sigmoid()`);
const keras = (layers: string) =>
  `from tensorflow import keras\nfrom tensorflow.keras import layers\nnet = keras.Sequential([${layers}])\n`;
const tfjs = (layers: string) =>
  `import * as tf from '@tensorflow/tfjs';\nconst net = tf.sequential({ layers: [${layers}] });\n`;

describe('in PyTorch', () => {
  it.each([
    ['nn.Sigmoid()', to(1, 'tanh'), 'nn.Tanh()'],
    ['torch.nn.Sigmoid()', to(1, 'relu'), 'torch.nn.ReLU()'],
    ['nn.ReLU(inplace=True)', to(1, 'tanh'), 'nn.Tanh()'],
    ['nn.ReLU()', to(1, 'leaky-relu', { slope: 0.2 }), 'nn.LeakyReLU(negative_slope=0.2)'],
    ['nn.ReLU()', to(1, 'leaky-relu'), 'nn.LeakyReLU()'],
    ['nn.LeakyReLU(0.2)', to(1, 'leaky-relu', { slope: 0.1 }), 'nn.LeakyReLU(0.1)'],
    ['nn.ReLU(True)', to(1, 'tanh'), 'nn.Tanh()'],
    [
      'nn.LeakyReLU(0.2, inplace=True)',
      to(1, 'leaky-relu', { slope: 0.3 }),
      'nn.LeakyReLU(0.3, inplace=True)',
    ],
    ['nn.LeakyReLU(0.2, True)', to(1, 'leaky-relu', { slope: 0.3 }), 'nn.LeakyReLU(0.3, True)'],
    ['nn.ELU(alpha = 2)', to(1, 'elu', { alpha: 0.5 }), 'nn.ELU(alpha=0.5)'],
    ['nn.ELU()', to(1, 'elu', { alpha: 0.5 }), 'nn.ELU(alpha=0.5)'],
    ['nn.ReLU()', to(1, 'gelu-tanh'), "nn.GELU(approximate='tanh')"],
    ['nn.GELU(approximate="tanh")', to(1, 'gelu'), 'nn.GELU()'],
    ['nn.GELU(approximate="tanh")', to(1, 'silu'), 'nn.SiLU()'],
  ])('%s becomes another', (before, wanted, after) => {
    expect(change(sequence(before), [wanted])).toBe(sequence(after));
  });

  it.each([
    ['F.sigmoid(self.fc(x))', to(1, 'tanh'), 'F.tanh(self.fc(x))'],
    ['torch.sigmoid(self.fc(x))', to(1, 'tanh'), 'torch.tanh(self.fc(x))'],
    ['torch.sigmoid(self.fc(x))', to(1, 'gelu'), 'torch.nn.functional.gelu(self.fc(x))'],
    ['F.leaky_relu(self.fc(x), 0.1)', to(1, 'elu', { alpha: 2 }), 'F.elu(self.fc(x), alpha=2)'],
    [
      'F.leaky_relu(self.fc(x), 0.1)',
      to(1, 'leaky-relu', { slope: 0.3 }),
      'F.leaky_relu(self.fc(x), 0.3)',
    ],
    ['F.relu(self.fc(x), inplace=True)', to(1, 'silu'), 'F.silu(self.fc(x))'],
    ['self.fc(x).sigmoid()', to(1, 'tanh'), 'self.fc(x).tanh()'],
  ])('%s becomes another', (before, wanted, after) => {
    expect(change(module(before), [wanted])).toBe(module(after));
  });

  it('an import is added to where a name came from', () => {
    expect(change(imported('Sigmoid', 'Sigmoid'), [to(1, 'tanh')])).toBe(
      imported('Sigmoid, Tanh', 'Tanh'),
    );
    expect(change(imported('Sigmoid, Tanh', 'Sigmoid'), [to(1, 'tanh')])).toBe(
      imported('Sigmoid, Tanh', 'Tanh'),
    );
  });

  it('several layers change at once', () => {
    expect(change(twice('nn.Sigmoid()'), [to(1, 'tanh'), to(3, 'tanh')])).toBe(twice('nn.Tanh()'));
  });

  it('one text of several layers changes them all, and says so', () => {
    const text = `${torch}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.act = nn.Sigmoid()
    def forward(self, x):
        return self.act(self.b(self.act(self.a(x))))
`;
    const source = fileOf(text);
    const [stack] = source.reading.stacks;
    expect(changeStack(source, stack!, { activations: [to(1, 'tanh')] })).toEqual({
      edits: [
        {
          start: expect.any(Number) as number,
          end: expect.any(Number) as number,
          line: 10,
          before: 'nn.Sigmoid()',
          after: 'nn.Tanh()',
        },
      ],
      alsoChanged: [{ stack: 'Net', layer: 3, line: 10 }],
    });
    expect(change(text, [to(1, 'tanh'), to(3, 'relu')])).toMatch(/^refused: one text is/);
  });
});

describe('in Keras', () => {
  it.each([
    ["layers.Dense(4, activation='sigmoid')", to(0, 'tanh'), "layers.Dense(4, activation='tanh')"],
    ['layers.Dense(4, "sigmoid")', to(0, 'relu'), 'layers.Dense(4, "relu")'],
    [
      'layers.Dense(4, activation=keras.activations.sigmoid)',
      to(0, 'tanh'),
      'layers.Dense(4, activation=keras.activations.tanh)',
    ],
    [
      "layers.Dense(4), layers.Activation('sigmoid', name='a')",
      to(1, 'elu'),
      "layers.Dense(4), layers.Activation('elu', name='a')",
    ],
    [
      "layers.Dense(4), layers.LeakyReLU(alpha=0.1, name='a')",
      to(1, 'leaky-relu', { slope: 0.2 }),
      "layers.Dense(4), layers.LeakyReLU(alpha=0.2, name='a')",
    ],
    [
      "layers.Dense(4), layers.LeakyReLU(name='a')",
      to(1, 'elu'),
      "layers.Dense(4), layers.ELU(name='a')",
    ],
  ])('%s becomes another', (before, wanted, after) => {
    expect(change(keras(before), [wanted])).toBe(keras(after));
  });
});

describe('in TensorFlow.js', () => {
  it.each([
    [
      "tf.layers.dense({ units: 4, activation: 'sigmoid' })",
      to(0, 'tanh'),
      "tf.layers.dense({ units: 4, activation: 'tanh' })",
    ],
    [
      "tf.layers.dense({ units: 4 }), tf.layers.leakyReLU({ alpha: 0.1, name: 'a' })",
      to(1, 'leaky-relu', { slope: 0.2 }),
      "tf.layers.dense({ units: 4 }), tf.layers.leakyReLU({ name: 'a', alpha: 0.2 })",
    ],
  ])('%s becomes another', (before, wanted, after) => {
    expect(change(tfjs(before), [wanted], 'typescript')).toBe(tfjs(after));
  });
});

it('in a notebook the cell is named', () => {
  const cells = [
    'from torch import nn',
    undefined,
    'net = nn.Sequential(nn.Linear(4, 4), nn.Sigmoid())',
  ];
  const source: EditableSource = {
    texts: cells,
    reading: readCells(cells),
    language: 'python',
    read: readCells,
  };
  expect(
    changeStack(source, source.reading.stacks[0]!, { activations: [to(1, 'tanh')] }),
  ).toMatchObject({
    edits: [{ cell: 2, line: 1, before: 'nn.Sigmoid()', after: 'nn.Tanh()' }],
  });
});

describe('what cannot be done safely is refused with the reason', () => {
  it.each([
    [
      'a parameter that a string cannot have',
      keras("layers.Dense(4), layers.Activation('elu')"),
      to(1, 'elu', { alpha: 0.3 }),
      'cannot be written there with these parameters',
    ],
    [
      'a function that the framework lacks',
      sequence('nn.ReLU()'),
      to(1, 'snake'),
      'pytorch has no Snake',
    ],
    [
      'an argument of another meaning',
      sequence('nn.PReLU(num_parameters=4, device=d)'),
      to(1, 'relu'),
      'may not take: device=d',
    ],
    [
      'arguments with a comment',
      sequence('nn.LeakyReLU(0.2 # why\n)'),
      to(1, 'relu'),
      'are not plain',
    ],
    [
      'arguments that are spread',
      module('F.leaky_relu(self.fc(x), *rest)'),
      to(1, 'relu'),
      'are not plain',
    ],
    ['a layer without an activation', sequence('nn.ReLU()'), to(0, 'tanh'), 'no single text'],
    [
      'a name of the file itself',
      `${torch}\nmake = nn.Sigmoid\nnet = nn.Sequential(nn.Linear(4, 4), make())\n`,
      to(1, 'tanh'),
      '',
    ],
  ])('%s', (_, text, wanted, reason) => {
    const result = change(text, [wanted]);
    expect(result).toMatch(/^refused: /);
    expect(result).toContain(reason);
  });
});

it('a saved model is left alone', () => {
  const source = { ...fileOf(sequence('nn.Sigmoid()')), language: 'data' } as const;
  const plan = changeStack(source, source.reading.stacks[0]!, { activations: [to(1, 'tanh')] });
  expect(plan).toMatchObject({ refused: 'saved' });
});

describe('every function for every other', () => {
  const made = [...activations.values()].flatMap(({ record }) =>
    (record.names.pytorch ?? []).filter(({ name }) => /^torch\.nn\.[A-Z]/.test(name)).slice(0, 1),
  );

  it('is written so that it is read as asked, or refused', () => {
    let written = 0;
    for (const { name } of made) {
      const source = fileOf(sequence(`${name.replace('torch.', '')}()`));
      const [stack] = source.reading.stacks;
      for (const { id } of activations.values()) {
        if (!stack?.layers[1]?.activation) continue;
        const plan = changeStack(source, stack, { activations: [to(1, id)] });
        if ('refused' in plan) continue;
        const [layer] = readSource(
          apply(source.texts[0]!, plan.edits),
          'python',
        ).stacks[0]!.layers.slice(1);
        expect(layer).toMatchObject({
          activation: id,
          parameters: activations.get(id)!.parameters,
        });
        written++;
      }
    }
    expect(written).toBeGreaterThan(300);
  });
});
