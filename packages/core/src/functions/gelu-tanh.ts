import { define, type Activation } from '../activation.ts';

export const geluTanh: Activation<never> = define({
  id: 'gelu-tanh',
  name: 'GELU (tanh)',
  summary:
    'GELU with the normal distribution approximated by a tanh, within 5e-4 of the exact one.',
  formula: String.raw`\frac{x}{2} (1 + \tanh u), \quad u = \sqrt{\tfrac{2}{\pi}} (x + 0.044715 x^3)`,
  derivative: String.raw`\sigma(2u) + 2 x\, u' \sigma(2u)\, \sigma(-2u), \quad u' = \sqrt{\tfrac{2}{\pi}} (1 + 0.134145 x^2)`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.GELU', when: { approximate: ['tanh', 'none'] } },
      { name: 'torch.nn.functional.gelu', when: { approximate: ['tanh', 'none'] } },
    ],
    keras: [
      { name: 'keras.activations.gelu', when: { approximate: [true, false] } },
      { name: 'keras.ops.gelu', when: { approximate: [true, true] } },
      { name: 'tf.nn.gelu', when: { approximate: [true, false] } },
    ],
    jax: [
      { name: 'jax.nn.gelu', when: { approximate: [true, true] } },
      { name: 'flax.linen.gelu', when: { approximate: [true, true] } },
      { name: 'flax.nnx.gelu', when: { approximate: [true, true] } },
    ],
    onnx: [{ name: 'Gelu', when: { approximate: ['tanh', 'none'] } }],
    tfjs: [{ name: 'gelu_new' }],
    huggingface: [
      { name: 'gelu_new' },
      { name: 'gelu_fast' },
      { name: 'gelu_pytorch_tanh' },
      { name: 'gelu_python_tanh' },
      { name: 'gelu_accurate' },
    ],
  },
  history:
    'Hendrycks and Gimpel gave it in 2016 beside the exact form, when erf was slow; GPT-2 and many checkpoints since use it.',
  source: 'Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs), arXiv 1606.08415',
});
