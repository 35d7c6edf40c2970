import { define, type Activation } from '../activation.ts';

export const identity: Activation<never> = define({
  id: 'identity',
  name: 'Identity',
  summary: 'Passes every input unchanged: no activation at all, as at the output of a regression.',
  formula: 'x',
  derivative: '1',
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.Identity' }],
    keras: [
      { name: 'keras.activations.linear' },
      { name: 'keras.layers.Identity' },
      { name: 'tf.identity' },
    ],
    jax: [{ name: 'jax.nn.identity' }, { name: 'flax.nnx.identity' }],
    onnx: [{ name: 'Identity' }],
    tfjs: [{ name: 'linear' }],
    huggingface: [{ name: 'linear' }],
  },
  history:
    'Widrow and Hoff trained ADALINE on its linear output in 1960; regression networks still end in it.',
  source: 'Widrow, Hoff 1960, Adaptive switching circuits',
});
