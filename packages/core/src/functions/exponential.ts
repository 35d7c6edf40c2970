import { define, type Activation } from '../activation.ts';

export const exponential: Activation<never> = define({
  id: 'exponential',
  name: 'Exponential',
  summary: 'Makes every input positive and turns sums into products, as for rates and counts.',
  formula: 'e^x',
  derivative: 'e^x',
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.exp' }, { name: 'torch.Tensor.exp' }],
    keras: [
      { name: 'keras.activations.exponential' },
      { name: 'keras.ops.exp' },
      { name: 'tf.exp' },
      { name: 'tf.math.exp' },
    ],
    jax: [{ name: 'jax.numpy.exp' }, { name: 'jax.lax.exp' }],
    onnx: [{ name: 'Exp' }],
    tfjs: [{ name: 'tf.exp' }],
  },
  history:
    'Nelder and Wedderburn made it the usual output for counts in 1972, as the inverse of the log link.',
  source: 'Nelder, Wedderburn 1972, Generalized linear models',
});
