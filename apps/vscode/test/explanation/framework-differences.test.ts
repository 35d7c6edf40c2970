import { activation, type Framework } from '@actigrad/core';
import { expect, test } from 'vitest';
import { describeDifferences } from '../../src/explanation/framework-differences.ts';
import { english } from '../../src/words.ts';

function differences(id: string, framework: Framework, name: string, parameters = {}): string {
  return describeDifferences(activation(id).with(parameters), framework, name, english).join('; ');
}

test('a default says where it is another', () => {
  const text = differences('leaky-relu', 'keras', 'keras.layers.LeakyReLU', { slope: 0.3 });
  expect(text).toMatch(/^the default here; 0\.01 in PyTorch, JAX/);
});

test('a written value needs no defaults', () => {
  expect(differences('leaky-relu', 'pytorch', 'torch.nn.LeakyReLU', { slope: 0.2 })).toBe('');
});

test('a name that means another function elsewhere says so', () => {
  expect(differences('gelu-tanh', 'jax', 'jax.nn.gelu')).toMatch(/^GELU by default in PyTorch/);
  expect(differences('gelu', 'pytorch', 'torch.nn.GELU')).toMatch(
    /^GELU \(tanh\) by default in .*JAX/,
  );
});

test('two records of one curve are no difference', () => {
  expect(differences('silu', 'pytorch', 'torch.nn.SiLU')).toBe('');
});
