import { define, type Activation } from '../activation.ts';

export const exponential: Activation<never> = define({
  id: 'exponential',
  name: 'Exponential',
  summary: 'Makes every input positive and turns sums into products, as for rates and counts.',
  formula: 'e^x',
  derivative: 'e^x',
  parameters: {},
  kinks: [],
  // Only what is an activation by name: a plain exp() in code is arithmetic far more often.
  names: {
    keras: [{ name: 'keras.activations.exponential' }],
    onnx: [{ name: 'Exp' }],
  },
  history:
    'Nelder and Wedderburn made it the usual output for counts in 1972, as the inverse of the log link.',
  source: 'Nelder, Wedderburn 1972, Generalized linear models',
});
