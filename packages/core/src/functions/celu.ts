import { define, type Activation } from '../activation.ts';
import { leastPositive } from '../record.ts';

export const celu: Activation<'alpha'> = define({
  id: 'celu',
  name: 'CELU',
  summary: 'An ELU scaled in both directions, so that its slope at 0 is 1 for every limit.',
  formula: String.raw`\begin{cases} x & x > 0 \\ \alpha (e^{x / \alpha} - 1) & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ e^{x / \alpha} & x \le 0 \end{cases}`,
  parameters: {
    alpha: {
      symbol: String.raw`\alpha`,
      meaning: 'magnitude of the negative limit',
      default: 1,
      min: leastPositive,
      max: Infinity,
    },
  },
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.CELU', parameters: { alpha: ['alpha', 1] } },
      { name: 'torch.nn.functional.celu', parameters: { alpha: ['alpha', 1] } },
    ],
    keras: [
      { name: 'keras.activations.celu', parameters: { alpha: ['alpha', 1] } },
      { name: 'keras.ops.celu', parameters: { alpha: ['alpha', 1] } },
    ],
    jax: [
      { name: 'jax.nn.celu', parameters: { alpha: ['alpha', 1] } },
      { name: 'flax.linen.celu', parameters: { alpha: ['alpha', 1] } },
      { name: 'flax.nnx.celu', parameters: { alpha: ['alpha', 1] } },
    ],
    onnx: [{ name: 'Celu', parameters: { alpha: ['alpha', 1] } }],
  },
  history: 'Barron rescaled the ELU in 2017, whose slope jumps at 0 unless alpha is 1.',
  source: 'Barron 2017, Continuously differentiable exponential linear units, arXiv 1704.07483',
});
