import { define, type Activation } from '../activation.ts';

export const scaledTanh: Activation<'alpha' | 'beta'> = define({
  id: 'scaled-tanh',
  name: 'Scaled tanh',
  summary:
    'A tanh stretched so that targets of 1 and -1 lie where it curves most, not in its tails.',
  formula: String.raw`\alpha \tanh(\beta x)`,
  derivative: String.raw`\frac{4 \alpha \beta e^{-2|\beta x|}}{(1 + e^{-2|\beta x|})^2}`,
  parameters: {
    alpha: {
      symbol: String.raw`\alpha`,
      meaning: 'magnitude of both limits',
      // With beta = 2/3 this makes f(1) = 1 (LeCun, Bottou, Orr, Müller 1998, section 4.4).
      default: 1.7159,
      min: -Infinity,
      max: Infinity,
    },
    beta: {
      symbol: String.raw`\beta`,
      meaning: 'factor of the input',
      default: 2 / 3,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [],
  names: {
    onnx: [{ name: 'ScaledTanh', parameters: { alpha: ['alpha', null], beta: ['beta', null] } }],
  },
  history:
    'LeCun recommended it in 1989, and again in 1998, for training with targets of 1 and -1.',
  source: 'LeCun, Bottou, Orr, Müller 1998, Efficient BackProp',
});
