import { define, type Activation } from '../activation.ts';

export const gelu: Activation<never> = define({
  id: 'gelu',
  name: 'GELU',
  summary: 'Weights each input by the share of a normal distribution that lies below it.',
  formula: String.raw`x\,\Phi(x) = \frac{x}{2} \operatorname{erfc}\left(-\frac{x}{\sqrt 2}\right)`,
  derivative: String.raw`\Phi(x) + \frac{x}{\sqrt{2 \pi}} e^{-x^2 / 2}`,
  parameters: {},
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.GELU', when: { approximate: ['none', 'none'] } },
      { name: 'torch.nn.functional.gelu', when: { approximate: ['none', 'none'] } },
    ],
    keras: [
      { name: 'keras.activations.gelu', when: { approximate: [false, false] } },
      { name: 'keras.ops.gelu', when: { approximate: [false, true] } },
      { name: 'tf.nn.gelu', when: { approximate: [false, false] } },
    ],
    jax: [
      { name: 'jax.nn.gelu', when: { approximate: [false, true] } },
      { name: 'flax.linen.gelu', when: { approximate: [false, true] } },
      { name: 'flax.nnx.gelu', when: { approximate: [false, true] } },
    ],
    onnx: [{ name: 'Gelu', when: { approximate: ['none', 'none'] } }],
    tfjs: [{ name: 'gelu' }],
    huggingface: [{ name: 'gelu' }, { name: 'gelu_python' }],
  },
  history: 'Hendrycks and Gimpel proposed it in 2016; BERT made it the standard of transformers.',
  source: 'Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs), arXiv 1606.08415',
});
