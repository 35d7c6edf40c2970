import type { ArrayFunction } from '../array-function.ts';
import { defineRowwise } from '../rowwise.ts';

export const softmin: ArrayFunction<never> = defineRowwise({
  id: 'softmin',
  name: 'Softmin',
  summary: 'The softmax of the negated row: the smallest score has the largest share.',
  formula: String.raw`\frac{e^{-x_i}}{\sum_j e^{-x_j}}`,
  derivative: String.raw`\frac{\partial s_i}{\partial x_j} = -s_i (\delta_{ij} - s_j)`,
  parameters: {},
  names: {
    pytorch: [{ name: 'torch.nn.Softmin' }, { name: 'torch.nn.functional.softmin' }],
  },
  history: 'The mirror of the softmax, for rows of distances or costs.',
  source: 'Bridle 1990, Probabilistic interpretation of feedforward classification network outputs',
});
