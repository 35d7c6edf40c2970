import { define, type Activation } from '../activation.ts';

export const selu: Activation<'scale' | 'alpha'> = define({
  id: 'selu',
  name: 'SELU',
  summary: 'A scaled ELU whose constants draw means to 0 and variances to 1 from layer to layer.',
  formula: String.raw`\lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}`,
  derivative: String.raw`\lambda \begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases}`,
  parameters: {
    // Both defaults solve the fixed point of mean 0 and variance 1 in the paper.
    scale: {
      symbol: String.raw`\lambda`,
      meaning: 'slope for positive inputs',
      default: 1.0507009873554805,
      min: -Infinity,
      max: Infinity,
    },
    alpha: {
      symbol: String.raw`\alpha`,
      meaning: 'magnitude of the negative limit before scaling',
      default: 1.6732632423543772,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [{ at: 0, slope: 'left', because: 'PyTorch, JAX and TensorFlow.js take the left slope' }],
  names: {
    pytorch: [{ name: 'torch.nn.SELU' }, { name: 'torch.nn.functional.selu' }],
    keras: [
      { name: 'keras.activations.selu' },
      { name: 'keras.ops.selu' },
      { name: 'tf.nn.selu', kinks: ['right'] },
    ],
    jax: [{ name: 'jax.nn.selu' }, { name: 'flax.linen.selu' }, { name: 'flax.nnx.selu' }],
    onnx: [
      {
        name: 'Selu',
        // The float32 values that the standard writes out, 3e-8 from the paper's.
        parameters: { alpha: ['alpha', 1.6732631921768188], scale: ['gamma', 1.0507010221481323] },
      },
    ],
    tfjs: [{ name: 'tf.selu' }],
  },
  history:
    'Klambauer, Unterthiner, Mayr and Hochreiter derived it in 2017 to train deep plain networks without normalization layers.',
  source:
    'Klambauer, Unterthiner, Mayr, Hochreiter 2017, Self-normalizing neural networks, arXiv 1706.02515',
});
