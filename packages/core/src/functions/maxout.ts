import type { ArrayFunction } from '../array-function.ts';
import { definePieces } from '../pieces.ts';

export const maxoutPieces: ArrayFunction<never> = definePieces({
  id: 'maxout',
  name: 'Maxout',
  summary:
    'The largest of several pieces: it never saturates, at the price of as many times the weights.',
  formula: String.raw`\max_j x_j`,
  derivative: String.raw`[j = \min \arg\max_i x_i]`,
  parameters: {},
  names: { keras: [{ name: 'tfa.layers.Maxout' }] },
  history: 'Made in 2013 as the companion of dropout, which likes units that are linear in pieces.',
  source:
    'Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013, Maxout networks, arXiv 1302.4389',
});
