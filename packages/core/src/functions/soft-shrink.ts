import { define, type Activation } from '../activation.ts';

export const softShrink: Activation<'lambda'> = define({
  id: 'soft-shrink',
  name: 'Softshrink',
  summary: 'Draws every input towards 0 by one amount, and those within it to 0.',
  formula: String.raw`\begin{cases} x - \lambda & x > \lambda \\ x + \lambda & x < -\lambda \\ 0 & \text{otherwise} \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}`,
  parameters: {
    lambda: {
      symbol: String.raw`\lambda`,
      meaning: 'amount by which magnitudes shrink',
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
      { name: 'torch.nn.Softshrink', parameters: { lambda: ['lambd', 0.5] } },
      { name: 'torch.nn.functional.softshrink', parameters: { lambda: ['lambd', 0.5] } },
    ],
    keras: [
      { name: 'keras.activations.soft_shrink', parameters: { lambda: ['threshold', 0.5] } },
      { name: 'keras.ops.soft_shrink', parameters: { lambda: ['threshold', 0.5] } },
    ],
  },
  history:
    'Donoho removed noise with it in 1995; it is the step of sparse coding that Gregor and LeCun unrolled into a network in 2010.',
  source: 'Donoho 1995, De-noising by soft-thresholding',
});
