import { define, type Activation } from '../activation.ts';

export const logSigmoid: Activation<never> = define({
  id: 'log-sigmoid',
  name: 'Log-sigmoid',
  summary: 'The logarithm of the sigmoid: a log-likelihood, and the mirror image of softplus.',
  formula: String.raw`-\ln(1 + e^{-x})`,
  derivative: String.raw`\frac{1}{1 + e^x}`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.LogSigmoid' }, { name: 'torch.nn.functional.logsigmoid' }],
    keras: [
      { name: 'keras.activations.log_sigmoid' },
      { name: 'keras.ops.log_sigmoid' },
      { name: 'tf.math.log_sigmoid' },
    ],
    jax: [
      { name: 'jax.nn.log_sigmoid' },
      { name: 'flax.linen.log_sigmoid' },
      { name: 'flax.nnx.log_sigmoid' },
    ],
    tfjs: [{ name: 'tf.logSigmoid' }],
  },
  history:
    'As the log-likelihood of logistic regression it goes back to Cox in 1958; contrastive losses such as word2vec use it directly.',
  source: 'Cox 1958, The regression analysis of binary sequences',
});
