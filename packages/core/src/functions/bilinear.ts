import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const bilinear: ArrayFunction<never> = defineGated({
  id: 'bilinear',
  name: 'Bilinear',
  summary: 'The product of two halves of the features: a gate without any bend of its own.',
  formula: String.raw`v \, g`,
  derivative: String.raw`g, \; v`,
  parameters: {},
  names: {},
  history: 'The simplest gated unit, compared with the others for transformers in 2020.',
  source: 'Shazeer 2020, GLU variants improve transformer, arXiv 2002.05202',
});
