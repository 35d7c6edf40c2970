import { define, type Activation } from '../activation.ts';

export const sigmoid: Activation<never> = define({
  id: 'sigmoid',
  name: 'Sigmoid',
  summary:
    'Squashes any input into 0 to 1; its slope is at most a quarter and fades on both sides.',
  formula: String.raw`\frac{1}{1 + e^{-x}}`,
  derivative: String.raw`\frac{e^{-|x|}}{(1 + e^{-|x|})^2}`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.Sigmoid' },
      { name: 'torch.nn.functional.sigmoid' },
      { name: 'torch.sigmoid' },
      { name: 'torch.special.expit' },
      { name: 'torch.Tensor.sigmoid' },
    ],
    keras: [
      { name: 'keras.activations.sigmoid' },
      { name: 'keras.ops.sigmoid' },
      { name: 'tf.nn.sigmoid' },
      { name: 'tf.sigmoid' },
      { name: 'tf.math.sigmoid' },
    ],
    jax: [
      { name: 'jax.nn.sigmoid' },
      { name: 'jax.lax.logistic' },
      { name: 'jax.scipy.special.expit' },
      { name: 'flax.linen.sigmoid' },
      { name: 'flax.nnx.sigmoid' },
    ],
    onnx: [{ name: 'Sigmoid' }],
    tfjs: [{ name: 'tf.sigmoid' }],
    huggingface: [{ name: 'sigmoid' }],
  },
  history:
    'Verhulst used the logistic curve for populations in 1838; back-propagation made it the usual unit in 1986.',
  source: 'Rumelhart, Hinton, Williams 1986, Learning representations by back-propagating errors',
});
