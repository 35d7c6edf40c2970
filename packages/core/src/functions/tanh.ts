import { define, type Activation } from '../activation.ts';

export const tanh: Activation<never> = define({
  id: 'tanh',
  name: 'Tanh',
  summary: 'A zero-centred sigmoid from -1 to 1; its slope is 1 at 0 and fades on both sides.',
  formula: String.raw`\tanh x`,
  derivative: String.raw`\frac{4 e^{-2|x|}}{(1 + e^{-2|x|})^2}`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.Tanh' },
      { name: 'torch.nn.functional.tanh' },
      { name: 'torch.tanh' },
      { name: 'torch.Tensor.tanh' },
    ],
    keras: [
      { name: 'keras.activations.tanh' },
      { name: 'keras.ops.tanh' },
      { name: 'tf.nn.tanh' },
      { name: 'tf.tanh' },
      { name: 'tf.math.tanh' },
    ],
    jax: [
      { name: 'jax.nn.tanh' },
      { name: 'jax.numpy.tanh' },
      { name: 'flax.linen.tanh' },
      { name: 'flax.nnx.tanh' },
    ],
    onnx: [{ name: 'Tanh' }],
    tfjs: [{ name: 'tf.tanh' }],
    huggingface: [{ name: 'tanh' }],
  },
  history:
    'LeCun and others preferred it to the sigmoid from the late 1980s, since outputs centred on zero train faster.',
  source: 'LeCun, Bottou, Orr, Müller 1998, Efficient BackProp',
});
