import { define, type Activation } from '../activation.ts';

export const squaredRelu: Activation<never> = define({
  id: 'squared-relu',
  name: 'Squared ReLU',
  summary:
    'The square of a ReLU: sparse, without a jump in the slope, and steeper the larger x is.',
  formula: String.raw`\max(x, 0)^2`,
  derivative: String.raw`2 \max(x, 0)`,
  parameters: {},
  kinks: [],
  names: {
    huggingface: [{ name: 'relu2' }],
  },
  history:
    'A search over transformer programs by So and others found it in 2021 for the Primer language model.',
  source:
    'So, Mańke, Liu, Dai, Shazeer, Le 2021, Primer: searching for efficient transformers for language modeling, arXiv 2109.08668',
});
