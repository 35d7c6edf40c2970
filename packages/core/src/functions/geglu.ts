import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const geglu: ArrayFunction<never> = defineGated({
  id: 'geglu',
  name: 'GEGLU',
  summary: 'A gated unit whose gate is the exact GELU.',
  formula: String.raw`v \, g \, \Phi(g)`,
  derivative: String.raw`g \Phi(g), \; v (\Phi(g) + g \varphi(g))`,
  parameters: {},
  names: {},
  history: 'The best of the compared variants in perplexity for transformers in 2020, with SwiGLU.',
  source: 'Shazeer 2020, GLU variants improve transformer, arXiv 2002.05202',
});
