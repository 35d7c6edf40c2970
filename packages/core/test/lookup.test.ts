import { activation, activations } from '@actigrad/core';
import { expect, test } from 'vitest';

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
