import { define, type Activation } from '../activation.ts';

export const mish: Activation<never> = define({
  id: 'mish',
  name: 'Mish',
  summary: 'Weights each input by the tanh of its softplus: like SiLU, with a slightly deeper dip.',
  formula: String.raw`x \tanh(\ln(1 + e^x))`,
  derivative: String.raw`\tanh s + x\,\sigma(x) (1 - \tanh^2 s), \quad s = \ln(1 + e^x)`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [{ name: 'torch.nn.Mish' }, { name: 'torch.nn.functional.mish' }],
    keras: [{ name: 'keras.activations.mish' }],
    jax: [{ name: 'jax.nn.mish' }],
    onnx: [{ name: 'Mish' }],
    tfjs: [{ name: 'mish' }],
    huggingface: [{ name: 'mish' }],
  },
  history: 'Misra proposed it in 2019 after Swish; the YOLOv4 detector made it known.',
  source:
    'Misra 2019, Mish: a self regularized non-monotonic activation function, arXiv 1908.08681',
});
