import { define, type Activation } from '../activation.ts';

export const silu: Activation<never> = define({
  id: 'silu',
  name: 'SiLU',
  summary: 'Weights each input by its sigmoid: smooth, with a shallow dip to -0.278 at -1.278.',
  formula: String.raw`x\,\sigma(x)`,
  derivative: String.raw`\sigma(x) \left(1 + x\,\sigma(-x)\right)`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.SiLU' }, { name: 'torch.nn.functional.silu' }],
    keras: [
      { name: 'keras.activations.silu' },
      { name: 'keras.activations.swish' },
      { name: 'keras.ops.silu' },
      { name: 'keras.ops.swish' },
      { name: 'tf.nn.silu', when: { beta: [1, 1] } },
      { name: 'tf.nn.swish', when: { beta: [1, 1] } },
    ],
    jax: [
      { name: 'jax.nn.silu' },
      { name: 'jax.nn.swish' },
      { name: 'flax.linen.silu' },
      { name: 'flax.linen.swish' },
      { name: 'flax.nnx.silu' },
      { name: 'flax.nnx.swish' },
    ],
    tfjs: [{ name: 'swish' }],
    huggingface: [{ name: 'silu' }, { name: 'swish' }],
  },
  history:
    'Elfwing, Uchibe and Doya used it in reinforcement learning in 2017, after Hendrycks and Gimpel had named it; a search found it again as Swish.',
  source:
    'Elfwing, Uchibe, Doya 2018, Sigmoid-weighted linear units for neural network function approximation in reinforcement learning, arXiv 1702.03118',
});
