import type { ArrayFunction } from '../array-function.ts';
import { defineRowwise } from '../rowwise.ts';

export const logSoftmax: ArrayFunction<never> = defineRowwise({
  id: 'log-softmax',
  name: 'Log-softmax',
  summary: 'The logarithm of the softmax, exact where the softmax itself would round to 0 or 1.',
  formula: String.raw`x_i - \ln \sum_j e^{x_j}`,
  derivative: String.raw`\frac{\partial \ell_i}{\partial x_j} = \delta_{ij} - e^{\ell_j}`,
  parameters: {},
  names: {
    pytorch: [
      { name: 'torch.nn.LogSoftmax' },
      { name: 'torch.nn.functional.log_softmax' },
      { name: 'torch.log_softmax' },
    ],
    keras: [
      { name: 'keras.activations.log_softmax' },
      { name: 'keras.ops.log_softmax' },
      { name: 'tf.nn.log_softmax' },
    ],
    jax: [
      { name: 'jax.nn.log_softmax' },
      { name: 'flax.linen.log_softmax' },
      { name: 'flax.nnx.log_softmax' },
    ],
    onnx: [{ name: 'LogSoftmax' }],
    tfjs: [{ name: 'tf.logSoftmax' }],
  },
  history: 'Fused from logarithm and softmax because the two in turn lose every small probability.',
  source:
    'Blanchard, Higham, Higham 2021, Accurately computing the log-sum-exp and softmax functions',
});
