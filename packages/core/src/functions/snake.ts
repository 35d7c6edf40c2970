import { define, type Activation } from '../activation.ts';

export const snake: Activation<'frequency'> = define({
  id: 'snake',
  name: 'Snake',
  summary: 'A straight line with a wave on it, so that a network can learn what repeats.',
  formula: String.raw`x + \frac{\sin^2(a x)}{a}`,
  derivative: String.raw`1 + \sin(2 a x)`,
  parameters: {
    frequency: {
      symbol: 'a',
      meaning: 'trained frequency of the wave; at 0 there is none',
      default: 1,
      min: -Infinity,
      max: Infinity,
      learned: true,
    },
  },
  kinks: [],
  names: {
    keras: [{ name: 'tfa.activations.snake', parameters: { frequency: ['frequency', 1] } }],
  },
  history:
    'Ziyin, Hartwig and Ueda proposed it in 2020, since networks of ReLU or tanh do not extrapolate periodic data.',
  source:
    'Ziyin, Hartwig, Ueda 2020, Neural networks fail to learn periodic functions and how to fix it, arXiv 2006.08195',
});
