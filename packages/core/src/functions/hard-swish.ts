import { define, type Activation } from '../activation.ts';

export const hardSwish: Activation<never> = define({
  id: 'hard-swish',
  name: 'Hardswish',
  summary: 'SiLU with its sigmoid made of three straight lines: no exponential, for small devices.',
  formula: String.raw`x \min\left(\max\left(\tfrac{x}{6} + \tfrac{1}{2}, 0\right), 1\right)`,
  derivative: String.raw`\begin{cases} 0 & x \le -3 \\ \frac{x}{3} + \frac{1}{2} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}`,
  parameters: {},
  kinks: [
    {
      at: -3,
      slope: 'left',
      because: 'JAX takes 0; the paths of PyTorch disagree with each other, pytorch/pytorch#147801',
    },
    {
      at: 3,
      slope: 'right',
      because: 'JAX takes 1; the paths of PyTorch disagree with each other, pytorch/pytorch#147801',
    },
  ],
  names: {
    pytorch: [{ name: 'torch.nn.Hardswish' }, { name: 'torch.nn.functional.hardswish' }],
    keras: [
      { name: 'keras.activations.hard_swish' },
      { name: 'keras.activations.hard_silu' },
      { name: 'keras.ops.hard_swish' },
      { name: 'keras.ops.hard_silu' },
    ],
    jax: [
      { name: 'jax.nn.hard_swish' },
      { name: 'jax.nn.hard_silu' },
      { name: 'flax.linen.hard_swish' },
      { name: 'flax.linen.hard_silu' },
      { name: 'flax.nnx.hard_swish' },
      { name: 'flax.nnx.hard_silu' },
    ],
    onnx: [{ name: 'HardSwish' }],
    huggingface: [{ name: 'hardswish' }],
  },
  history: 'Howard and others made it in 2019 for MobileNetV3, where a sigmoid was too slow.',
  source: 'Howard and others 2019, Searching for MobileNetV3, arXiv 1905.02244',
});
