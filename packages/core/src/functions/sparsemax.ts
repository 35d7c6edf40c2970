import type { ArrayFunction } from '../array-function.ts';
import { defineRowwise } from '../rowwise.ts';

export const sparsemax: ArrayFunction<never> = defineRowwise({
  id: 'sparsemax',
  name: 'Sparsemax',
  summary:
    'The point of the simplex nearest to the row: shares of 1, of which small ones are exactly 0.',
  formula: String.raw`\max(x_i - \tau, 0) \quad \textstyle\sum_i \max(x_i - \tau, 0) = 1`,
  derivative: String.raw`\frac{\partial p_i}{\partial x_j} = \delta_{ij} - \frac{1}{|S|} \quad i, j \in S`,
  parameters: {},
  names: {
    keras: [
      { name: 'keras.activations.sparsemax' },
      { name: 'keras.ops.sparsemax' },
      { name: 'tfa.activations.sparsemax' },
    ],
  },
  history: 'Proposed in 2016 for attention that looks at a few words and ignores the rest.',
  source: 'Martins, Astudillo 2016, From softmax to sparsemax, arXiv 1602.02068',
});
