import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const reglu: ArrayFunction<never> = defineGated({
  id: 'reglu',
  name: 'ReGLU',
  summary: 'A gated unit whose gate is a ReLU: closed for every negative input.',
  formula: String.raw`v \max(g, 0)`,
  derivative: String.raw`\max(g, 0), \; v [g > 0]`,
  parameters: {},
  names: {},
  history: 'One of the variants with which gated units entered transformers in 2020.',
  source: 'Shazeer 2020, GLU variants improve transformer, arXiv 2002.05202',
});
