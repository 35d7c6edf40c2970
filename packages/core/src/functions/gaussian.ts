import { define, type Activation } from '../activation.ts';

export const gaussian: Activation<never> = define({
  id: 'gaussian',
  name: 'Gaussian',
  summary:
    'A bump of height 1 at 0: a unit answers to one value and forgets all that are far from it.',
  formula: String.raw`e^{-x^2}`,
  derivative: String.raw`-2 x e^{-x^2}`,
  parameters: {},
  kinks: [],
  names: {},
  history: 'Broomhead and Lowe made networks of such bumps in 1988, the radial basis functions.',
  source: 'Broomhead, Lowe 1988, Multivariable functional interpolation and adaptive networks',
});
