import { define, type Activation } from '../activation.ts';

export const leakyRelu: Activation<'slope'> = define({
  id: 'leaky-relu',
  name: 'Leaky ReLU',
  summary: 'A ReLU that lets a fixed share of negative inputs through, so that no unit dies.',
  formula: String.raw`\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}`,
  parameters: {
    slope: {
      symbol: 'a',
      meaning: 'slope for negative inputs',
      default: 0.01,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [{ at: 0, slope: 'left', because: 'PyTorch and TensorFlow.js take the left slope' }],
  names: {
    pytorch: [
      { name: 'torch.nn.LeakyReLU', parameters: { slope: ['negative_slope', 0.01] } },
      { name: 'torch.nn.functional.leaky_relu', parameters: { slope: ['negative_slope', 0.01] } },
    ],
    keras: [
      { name: 'keras.layers.LeakyReLU', parameters: { slope: ['negative_slope', 0.3, 'alpha'] } },
      { name: 'keras.activations.leaky_relu', parameters: { slope: ['negative_slope', 0.2] } },
      { name: 'keras.ops.leaky_relu', parameters: { slope: ['negative_slope', 0.2] } },
      { name: 'tf.nn.leaky_relu', parameters: { slope: ['alpha', 0.2] } },
    ],
    jax: [
      {
        name: 'jax.nn.leaky_relu',
        parameters: { slope: ['negative_slope', 0.01] },
        kinks: ['right'],
      },
      {
        name: 'flax.linen.leaky_relu',
        parameters: { slope: ['negative_slope', 0.01] },
        kinks: ['right'],
      },
      {
        name: 'flax.nnx.leaky_relu',
        parameters: { slope: ['negative_slope', 0.01] },
        kinks: ['right'],
      },
    ],
    onnx: [{ name: 'LeakyRelu', parameters: { slope: ['alpha', 0.01] } }],
    tfjs: [
      { name: 'tf.leakyRelu', parameters: { slope: ['alpha', 0.2] } },
      { name: 'tf.layers.leakyReLU', parameters: { slope: ['alpha', 0.3] } },
    ],
    huggingface: [{ name: 'leaky_relu', parameters: { slope: ['negative_slope', 0.01] } }],
  },
  history:
    'Maas, Hannun and Ng tried it in 2013 for speech, so that units of a ReLU network that are off still learn.',
  source: 'Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models',
});
