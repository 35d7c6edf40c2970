import { define, type Activation } from '../activation.ts';

export const elu: Activation<'alpha'> = define({
  id: 'elu',
  name: 'ELU',
  summary: 'Bends smoothly to a negative limit, which brings the mean output nearer to zero.',
  formula: String.raw`\begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases}`,
  parameters: {
    alpha: {
      symbol: String.raw`\alpha`,
      meaning: 'magnitude of the negative limit',
      default: 1,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [
    {
      at: 0,
      slope: 'left',
      because: 'PyTorch takes the left slope, alpha; with alpha = 1 nothing jumps',
    },
  ],
  names: {
    pytorch: [
      { name: 'torch.nn.ELU', parameters: { alpha: ['alpha', 1] } },
      { name: 'torch.nn.functional.elu', parameters: { alpha: ['alpha', 1] } },
    ],
    keras: [
      { name: 'keras.layers.ELU', parameters: { alpha: ['alpha', 1] } },
      { name: 'keras.activations.elu', parameters: { alpha: ['alpha', 1] } },
      { name: 'keras.ops.elu', parameters: { alpha: ['alpha', 1] } },
      { name: 'tf.nn.elu' },
    ],
    jax: [
      { name: 'jax.nn.elu', parameters: { alpha: ['alpha', 1] } },
      { name: 'flax.linen.elu', parameters: { alpha: ['alpha', 1] } },
      { name: 'flax.nnx.elu', parameters: { alpha: ['alpha', 1] } },
    ],
    onnx: [{ name: 'Elu', parameters: { alpha: ['alpha', 1] } }],
    tfjs: [{ name: 'tf.elu' }, { name: 'tf.layers.elu', parameters: { alpha: ['alpha', 1] } }],
  },
  history:
    'Clevert, Unterthiner and Hochreiter proposed it in 2015, to bring mean activations nearer to zero than a ReLU does.',
  source:
    'Clevert, Unterthiner, Hochreiter 2016, Fast and accurate deep network learning by ELUs, arXiv 1511.07289',
});
