import { define, type Activation } from '../activation.ts';

export const lisht: Activation<never> = define({
  id: 'lisht',
  name: 'LiSHT',
  summary:
    'Weights each input by its tanh: an even function, nearly the magnitude but smooth at 0.',
  formula: String.raw`x \tanh x`,
  derivative: String.raw`\tanh x + x (1 - \tanh^2 x)`,
  parameters: {},
  kinks: [],
  names: {
    keras: [{ name: 'tfa.activations.lisht' }],
  },
  history:
    'Roy, Manna, Dubey and Chaudhuri proposed it in 2019, so that large negative inputs keep a gradient.',
  source:
    'Roy, Manna, Dubey, Chaudhuri 2019, LiSHT: non-parametric linearly scaled hyperbolic tangent activation function for neural networks, arXiv 1901.05894',
});
