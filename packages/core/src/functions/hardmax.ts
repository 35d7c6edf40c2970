import type { ArrayFunction } from '../array-function.ts';
import { defineRowwise } from '../rowwise.ts';

export const hardmax: ArrayFunction<never> = defineRowwise({
  id: 'hardmax',
  name: 'Hardmax',
  summary: '1 for the first largest element of the row and 0 for all others: no gradient passes.',
  formula: String.raw`[i = \min \arg\max_j x_j]`,
  derivative: String.raw`0`,
  parameters: {},
  names: { onnx: [{ name: 'Hardmax' }] },
  history: 'The limit of the softmax at temperature 0, kept as an operator of ONNX.',
  source: 'ONNX operator specification, Hardmax-13: the first of equal elements',
});
