import { expect, test } from 'vitest';
import { namedActivation } from '../src/named-activation.ts';

test.each([
  ['leaky-relu', 'leaky-relu', { slope: 0.01 }],
  ['torch.nn.LeakyReLU', 'leaky-relu', { slope: 0.01 }],
  ['GELU (tanh)', 'gelu-tanh', {}],
  ['torch.nn.LeakyReLU(negative_slope=0.2, inplace=True)', 'leaky-relu', { slope: 0.2 }],
  ['torch.nn.LeakyReLU(0.2)', 'leaky-relu', { slope: 0.2 }],
  ["torch.nn.GELU(approximate='tanh')", 'gelu-tanh', {}],
  ['keras.activations.relu()', 'relu', {}],
  ['keras.layers.ReLU(max_value=6.0)', 'relu6', {}],
  ['torch.nn.PReLU(\n  num_parameters=64,\n)', 'prelu', { alpha: 0.25 }],
])('%s is known with its arguments', (text, id, parameters) => {
  const named = namedActivation(text);
  expect({ id: named.id, parameters: named.parameters }).toEqual({ id, parameters });
});

test.each([
  ['torch.nn.Linear(8, 8)', 'is no call of one activation that is known'],
  ['nn.ReLU()', 'is no call of one activation that is known'],
  ['torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Tanh())', 'is no call of one activation'],
  ['torch.nn.ReLU()\ntorch.nn.Tanh()', 'is no call of one activation'],
  ['torch.nn.LeakyReLU(slope)', 'does not say slope as a value'],
])('%s is refused, with the reason', (text, reason) => {
  expect(() => namedActivation(text)).toThrow(
    expect.objectContaining({
      code: 'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      message: expect.stringContaining(reason) as string,
    }),
  );
});
