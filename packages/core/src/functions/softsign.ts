import { define, type Activation } from '../activation.ts';

export const softsign: Activation<never> = define({
  id: 'softsign',
  name: 'Softsign',
  summary:
    'Like tanh from -1 to 1, but it approaches its limits as 1/x and so keeps more gradient.',
  formula: String.raw`\frac{x}{1 + |x|}`,
  derivative: String.raw`\frac{1}{(1 + |x|)^2}`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.Softsign' }, { name: 'torch.nn.functional.softsign' }],
    keras: [
      { name: 'keras.activations.softsign' },
      { name: 'keras.ops.softsign' },
      { name: 'tf.nn.softsign' },
      { name: 'tf.math.softsign' },
    ],
    jax: [
      { name: 'jax.nn.soft_sign' },
      { name: 'flax.linen.soft_sign' },
      { name: 'flax.nnx.soft_sign' },
    ],
    onnx: [{ name: 'Softsign' }],
    tfjs: [{ name: 'softsign' }],
  },
  history:
    'Bergstra, Desjardins, Lamblin and Bengio used it in 2009; Glorot and Bengio found in 2010 that it saturates less than tanh.',
  source:
    'Bergstra, Desjardins, Lamblin, Bengio 2009, Quadratic polynomials learn better image features',
});
