import { define, type Activation } from '../activation.ts';
import { leastPositive } from '../record.ts';

export const squareplus: Activation<'b'> = define({
  id: 'squareplus',
  name: 'Squareplus',
  summary: 'A smooth ReLU like softplus, made of algebra only: one square root, no exponential.',
  formula: String.raw`\frac{x + \sqrt{x^2 + b}}{2}`,
  derivative: String.raw`\frac{1}{2} \left(1 + \frac{x}{\sqrt{x^2 + b}}\right)`,
  parameters: {
    b: {
      symbol: 'b',
      meaning: 'width of the bend: towards 0 it becomes a ReLU',
      default: 4,
      min: leastPositive,
      max: Infinity,
    },
  },
  kinks: [],
  names: {
    keras: [
      { name: 'keras.activations.squareplus', parameters: { b: ['b', 4] } },
      { name: 'keras.ops.squareplus', parameters: { b: ['b', 4] } },
    ],
    jax: [{ name: 'jax.nn.squareplus', parameters: { b: ['b', 4] } }],
  },
  history: 'Barron proposed it in 2021 as a softplus that is fast everywhere.',
  source: 'Barron 2021, Squareplus: a softplus-like algebraic rectifier, arXiv 2112.11687',
});
