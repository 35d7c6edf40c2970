import { define, type Activation } from '../activation.ts';

export const prelu: Activation<'alpha'> = define({
  id: 'prelu',
  name: 'PReLU',
  summary: 'A leaky ReLU whose negative slope is trained, one for all or one a channel.',
  formula: String.raw`\begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ \alpha & x \le 0 \end{cases}`,
  parameters: {
    alpha: {
      symbol: String.raw`\alpha`,
      meaning: 'trained slope for negative inputs',
      default: 0.25,
      min: -Infinity,
      max: Infinity,
      learned: true,
    },
  },
  kinks: [{ at: 0, slope: 'left', because: 'PyTorch takes the left slope' }],
  names: {
    pytorch: [
      {
        name: 'torch.nn.PReLU',
        parameters: { alpha: ['init', 0.25] },
        arguments: ['num_parameters', 'init'],
      },
      { name: 'torch.nn.functional.prelu', parameters: { alpha: ['weight', null] } },
      { name: 'torch.prelu', parameters: { alpha: ['weight', null] } },
    ],
    keras: [{ name: 'keras.layers.PReLU', parameters: { alpha: ['alpha_initializer', 0] } }],
    jax: [
      {
        name: 'flax.linen.PReLU',
        parameters: { alpha: ['negative_slope_init', 0.01] },
        kinks: ['right'],
      },
      {
        name: 'flax.nnx.PReLU',
        parameters: { alpha: ['negative_slope_init', 0.01] },
        kinks: ['right'],
      },
    ],
    onnx: [{ name: 'PRelu', parameters: { alpha: ['slope', null] } }],
    tfjs: [
      { name: 'tf.prelu', parameters: { alpha: ['alpha', null] } },
      { name: 'tf.layers.prelu', parameters: { alpha: ['alphaInitializer', 0] } },
    ],
    huggingface: [{ name: 'prelu', parameters: { alpha: ['init', 0.25] } }],
  },
  history:
    'He, Zhang, Ren and Sun let the slope be learned in 2015, in the first network reported to pass human accuracy on ImageNet.',
  source: 'He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, arXiv 1502.01852',
});
