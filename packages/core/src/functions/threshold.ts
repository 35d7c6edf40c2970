import { define, type Activation } from '../activation.ts';

export const threshold: Activation<'threshold' | 'value'> = define({
  id: 'threshold',
  name: 'Threshold',
  summary: 'Passes inputs above a threshold unchanged and replaces the others by one value.',
  formula: String.raw`\begin{cases} x & x > \theta \\ v & x \le \theta \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases}`,
  parameters: {
    threshold: {
      symbol: String.raw`\theta`,
      meaning: 'inputs above this pass',
      default: 1,
      min: -Infinity,
      max: Infinity,
    },
    value: {
      symbol: 'v',
      meaning: 'output for all other inputs',
      default: 0,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [{ at: (position) => position, slope: 'left', because: 'PyTorch takes 0' }],
  names: {
    pytorch: [
      {
        name: 'torch.nn.Threshold',
        parameters: { threshold: ['threshold', null], value: ['value', null] },
      },
      {
        name: 'torch.nn.functional.threshold',
        parameters: { threshold: ['threshold', null], value: ['value', null] },
      },
    ],
    keras: [
      {
        name: 'keras.activations.threshold',
        parameters: { threshold: ['threshold', null], value: ['default_value', null] },
      },
      {
        name: 'keras.ops.threshold',
        parameters: { threshold: ['threshold', null], value: ['default_value', null] },
      },
    ],
    onnx: [{ name: 'ThresholdedRelu', parameters: { threshold: ['alpha', 1] } }],
    tfjs: [{ name: 'tf.layers.thresholdedReLU', parameters: { threshold: ['theta', 1] } }],
  },
  history:
    'Konda, Memisevic and Krueger trained autoencoders without biases with it in 2014, as the thresholded ReLU.',
  source:
    'Konda, Memisevic, Krueger 2015, Zero-bias autoencoders and the benefits of co-adapting features, arXiv 1402.3337',
});
