import type { ArrayFunction } from '../array-function.ts';
import { defineRowwise } from '../rowwise.ts';

export const softmax: ArrayFunction<never> = defineRowwise({
  id: 'softmax',
  name: 'Softmax',
  summary: 'Turns a row of scores into positive shares of 1; a row of -Infinity alone gives NaN.',
  formula: String.raw`\frac{e^{x_i}}{\sum_j e^{x_j}}`,
  derivative: String.raw`\frac{\partial s_i}{\partial x_j} = s_i (\delta_{ij} - s_j)`,
  parameters: {},
  names: {
    pytorch: [
      { name: 'torch.nn.Softmax' },
      { name: 'torch.nn.functional.softmax' },
      { name: 'torch.softmax' },
    ],
    keras: [
      { name: 'keras.layers.Softmax' },
      { name: 'keras.activations.softmax' },
      { name: 'keras.ops.softmax' },
      { name: 'tf.nn.softmax' },
    ],
    jax: [{ name: 'jax.nn.softmax' }, { name: 'flax.linen.softmax' }, { name: 'flax.nnx.softmax' }],
    onnx: [{ name: 'Softmax' }],
    tfjs: [{ name: 'tf.softmax' }, { name: 'tf.layers.softmax' }],
  },
  history:
    'Named by Bridle in 1989 for networks that state probabilities; physics knew it as the Boltzmann distribution.',
  source: 'Bridle 1990, Probabilistic interpretation of feedforward classification network outputs',
});
