import { define, type Activation } from '../activation.ts';

export const tanhShrink: Activation<never> = define({
  id: 'tanh-shrink',
  name: 'Tanhshrink',
  summary: 'What tanh takes away: nearly 0 around 0, and 1 less than the magnitude far out.',
  formula: String.raw`x - \tanh x`,
  derivative: String.raw`\tanh^2 x`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.Tanhshrink' }, { name: 'torch.nn.functional.tanhshrink' }],
    keras: [{ name: 'keras.activations.tanh_shrink' }, { name: 'keras.ops.tanh_shrink' }],
  },
  history: 'It came with Torch, as a smooth shrinkage for predicting sparse codes.',
  source:
    'Collobert, Kavukcuoglu, Farabet 2011, Torch7: a Matlab-like environment for machine learning',
});
