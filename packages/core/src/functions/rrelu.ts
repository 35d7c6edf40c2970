import { define, type Activation } from '../activation.ts';

export const rrelu: Activation<'lower' | 'upper'> = define({
  id: 'rrelu',
  name: 'RReLU',
  summary:
    'A leaky ReLU whose negative slope is drawn at random while training; this is its evaluation mode, with the mean slope.',
  formula: String.raw`\begin{cases} x & x > 0 \\ \frac{l + u}{2} x & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ \frac{l + u}{2} & x \le 0 \end{cases}`,
  parameters: {
    lower: {
      symbol: 'l',
      meaning: 'least slope drawn for negative inputs',
      default: 1 / 8,
      min: -Infinity,
      max: Infinity,
    },
    upper: {
      symbol: 'u',
      meaning: 'greatest slope drawn for negative inputs',
      default: 1 / 3,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [{ at: 0, slope: 'left', because: 'PyTorch evaluates it as a leaky ReLU' }],
  names: {
    pytorch: [
      { name: 'torch.nn.RReLU', parameters: { lower: ['lower', 1 / 8], upper: ['upper', 1 / 3] } },
      {
        name: 'torch.nn.functional.rrelu',
        parameters: { lower: ['lower', 1 / 8], upper: ['upper', 1 / 3] },
        when: { training: [false, false] },
      },
    ],
  },
  history:
    'It became known through a Kaggle competition on plankton images; Xu, Wang, Chen and Li compared it with other leaky units in 2015.',
  source:
    'Xu, Wang, Chen, Li 2015, Empirical evaluation of rectified activations in convolutional network, arXiv 1505.00853',
});
