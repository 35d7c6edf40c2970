import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const gegluTanh: ArrayFunction<never> = defineGated({
  id: 'geglu-tanh',
  name: 'GEGLU (tanh)',
  summary: 'A gated unit whose gate is the tanh form of GELU, as in Gemma.',
  formula: String.raw`v \, g \, \sigma(2u), \; u = \sqrt{2/\pi} (g + 0.044715 g^3)`,
  derivative: String.raw`g \sigma(2u), \; v \, \tfrac{d}{dg} g \sigma(2u)`,
  parameters: {},
  names: {},
  history: 'The form that Gemma and other models with the approximate GELU were trained with.',
  source: 'Shazeer 2020, GLU variants improve transformer, arXiv 2002.05202',
});
