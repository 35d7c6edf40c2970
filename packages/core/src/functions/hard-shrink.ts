import { define, type Activation } from '../activation.ts';

export const hardShrink: Activation<'lambda'> = define({
  id: 'hard-shrink',
  name: 'Hardshrink',
  summary: 'Sets small inputs to 0 and passes the others unchanged.',
  formula: String.raw`\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}`,
  parameters: {
    lambda: {
      symbol: String.raw`\lambda`,
      meaning: 'inputs up to this magnitude become 0',
      default: 0.5,
      min: 0,
      max: Infinity,
    },
  },
  kinks: [
    { at: (lambda) => -lambda, slope: 'right', because: 'PyTorch takes 0' },
    { at: (lambda) => lambda, slope: 'left', because: 'PyTorch takes 0' },
  ],
  names: {
    pytorch: [
      { name: 'torch.nn.Hardshrink', parameters: { lambda: ['lambd', 0.5] } },
      { name: 'torch.nn.functional.hardshrink', parameters: { lambda: ['lambd', 0.5] } },
      { name: 'torch.Tensor.hardshrink', parameters: { lambda: ['lambd', 0.5] } },
    ],
    keras: [
      { name: 'keras.activations.hard_shrink', parameters: { lambda: ['threshold', 0.5] } },
      { name: 'keras.ops.hard_shrink', parameters: { lambda: ['threshold', 0.5] } },
    ],
    onnx: [{ name: 'Shrink', parameters: { lambda: ['lambd', 0.5] }, when: { bias: [0, 0] } }],
  },
  history: 'Donoho and Johnstone removed noise from wavelet coefficients with it in 1994.',
  source: 'Donoho, Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage',
});
