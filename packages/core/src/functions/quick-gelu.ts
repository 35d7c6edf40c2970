import { define, type Activation } from '../activation.ts';

export const quickGelu: Activation<never> = define({
  id: 'quick-gelu',
  name: 'Quick GELU',
  summary:
    'GELU with the normal distribution approximated by a sigmoid, within 0.021 of the exact one.',
  formula: String.raw`x\,\sigma(1.702 x)`,
  derivative: String.raw`\sigma(1.702 x) \left(1 + 1.702 x\,\sigma(-1.702 x)\right)`,
  parameters: {},
  kinks: [],
  names: {
    huggingface: [{ name: 'quick_gelu' }],
  },
  history:
    'Hendrycks and Gimpel gave it in 2016 as the faster approximation of GELU; CLIP was trained with it.',
  source: 'Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs), arXiv 1606.08415',
});
