import { define, type Activation } from '../activation.ts';

export const hardTanh: Activation<'min' | 'max'> = define({
  id: 'hard-tanh',
  name: 'Hard tanh',
  summary: 'Clamps inputs to an interval: a tanh made of three straight lines.',
  formula: String.raw`\min(\max(x, a), b)`,
  derivative: String.raw`\begin{cases} 1 & a < x < b \\ 0 & \text{otherwise} \end{cases}`,
  parameters: {
    min: {
      symbol: 'a',
      meaning: 'least output',
      default: -1,
      min: -Infinity,
      max: Infinity,
    },
    max: {
      symbol: 'b',
      meaning: 'greatest output, at least the least',
      default: 1,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [
    { at: (min) => min, slope: 'left', because: 'PyTorch takes 0' },
    { at: (_min, max) => max, slope: 'right', because: 'PyTorch takes 0' },
  ],
  names: {
    pytorch: [
      {
        name: 'torch.nn.Hardtanh',
        parameters: { min: ['min_val', -1, 'min_value'], max: ['max_val', 1, 'max_value'] },
      },
      {
        name: 'torch.nn.functional.hardtanh',
        parameters: { min: ['min_val', -1], max: ['max_val', 1] },
      },
    ],
    keras: [{ name: 'keras.activations.hard_tanh' }, { name: 'keras.ops.hard_tanh' }],
    jax: [
      { name: 'jax.nn.hard_tanh', kinks: ['right', 'left'] },
      { name: 'flax.linen.hard_tanh', kinks: ['right', 'left'] },
      { name: 'flax.nnx.hard_tanh', kinks: ['right', 'left'] },
    ],
    onnx: [{ name: 'Clip', parameters: { min: ['min', null], max: ['max', null] } }],
  },
  history: 'Collobert used it in 2004 as a tanh that costs almost nothing.',
  source: 'Collobert 2004, Large scale machine learning, doctoral thesis, Université Paris VI',
});
