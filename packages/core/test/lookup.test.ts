import { activation, activations } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

test('an activation is found by its id, its display name and every name in a framework', () => {
  for (const [id, f] of activations) {
    expect(activation(id)).toBe(f);
    expect(activation(f.name)).toBe(f);
    expect(activation(id.replaceAll('-', '_').toUpperCase())).toBe(f);
  }
  expect(activation('LeakyReLU').id).toBe('leaky-relu');
  expect(activation('torch.nn.functional.leaky_relu').id).toBe('leaky-relu');
});

test('an unknown name is refused with the nearest ones', () => {
  expect(() => activation('sigmiod')).toThrow(
    /^no activation function is called "sigmiod"; nearest: sigmoid/,
  );
  expect(() => activation('sigmiod')).toThrow(
    expect.objectContaining({ name: 'RangeError', code: 'CORE_UNKNOWN_FUNCTION' }),
  );
});

test('names that sit on every object find nothing', () => {
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    expect(() => activation(name)).toThrow(
      expect.objectContaining({ code: 'CORE_UNKNOWN_FUNCTION' }),
    );
  }
});

describe('a framework gives its defaults and conventions', () => {
  test.each([
    ['leaky_relu', 'pytorch', 'leaky-relu', { slope: 0.01 }],
    ['leaky_relu', 'keras', 'leaky-relu', { slope: 0.2 }],
    ['LeakyReLU', 'keras', 'leaky-relu', { slope: 0.3 }],
    ['leaky-relu', 'onnx', 'leaky-relu', { slope: 0.01 }],
    ['gelu', 'pytorch', 'gelu', {}],
    ['gelu', 'jax', 'gelu-tanh', {}],
    ['keras.ops.gelu', 'keras', 'gelu-tanh', {}],
    ['hard_sigmoid', 'pytorch', 'hard-sigmoid', { slope: 1 / 6, offset: 0.5 }],
    ['HardSigmoid', 'onnx', 'hard-sigmoid', { slope: 0.2, offset: 0.5 }],
    [
      'Selu',
      'onnx',
      'selu',
      { scale: 1.05070102214813232421875, alpha: 1.67326319217681884765625 },
    ],
  ] as const)('%s of %s is %s', (name, framework, id, parameters) => {
    const found = activation(name, { framework });
    expect({ id: found.id, parameters: found.parameters }).toEqual({ id, parameters });
  });

  test.each([
    ['gelu_new', 'gelu-tanh'],
    ['gelu_fast', 'gelu-tanh'],
    ['gelu_pytorch_tanh', 'gelu-tanh'],
    ['quick_gelu', 'quick-gelu'],
    ['relu2', 'squared-relu'],
    ['silu', 'silu'],
    ['xielu', 'xielu'],
    ['linear', 'identity'],
  ])('Hugging Face calls %s what is %s here', (name, id) => {
    expect(activation(name, { framework: 'huggingface' }).id).toBe(id);
    expect(activation(name).id).toBe(id);
  });

  test('slopes at kinks are those of the framework, in scalars and arrays, also in place', () => {
    const ours = activation('relu6');
    const theirs = activation('relu6', { framework: 'tfjs' });
    expect([ours.slope(6), theirs.slope(6), theirs.slope(6.001)]).toEqual([0, 1, 0]);
    const dy = Float32Array.of(1, 2, 3, 4);
    const x = Float32Array.of(-1, 6, 3, 6);
    expect([...ours.backward(x, dy)]).toEqual([0, 0, 3, 0]);
    expect([...theirs.backward(x, dy, { out: dy })]).toEqual([0, 2, 3, 4]);
  });

  test('an unknown framework is refused', () => {
    expect(() => activation('relu', { framework: 'caffe' as never })).toThrow(
      expect.objectContaining({ code: 'CORE_UNKNOWN_FRAMEWORK' }),
    );
  });
});
