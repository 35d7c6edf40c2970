import { define, type Activation } from '../activation.ts';
import { leastPositive } from '../record.ts';

export const softplus: Activation<'beta'> = define({
  id: 'softplus',
  name: 'Softplus',
  summary: 'A smooth ReLU that is always positive; its slope is the sigmoid.',
  formula: String.raw`\frac{1}{\beta} \ln(1 + e^{\beta x})`,
  derivative: String.raw`\frac{1}{1 + e^{-\beta x}}`,
  parameters: {
    beta: {
      symbol: String.raw`\beta`,
      meaning: 'sharpness: the greater, the nearer to a ReLU',
      default: 1,
      min: leastPositive,
      max: Infinity,
    },
  },
  kinks: [],
  names: {
    pytorch: [
      { name: 'torch.nn.Softplus', parameters: { beta: ['beta', 1] } },
      { name: 'torch.nn.functional.softplus', parameters: { beta: ['beta', 1] } },
    ],
    keras: [
      { name: 'keras.activations.softplus' },
      { name: 'keras.ops.softplus' },
      { name: 'tf.nn.softplus' },
      { name: 'tf.math.softplus' },
    ],
    jax: [
      { name: 'jax.nn.softplus' },
      { name: 'flax.linen.softplus' },
      { name: 'flax.nnx.softplus' },
    ],
    onnx: [{ name: 'Softplus' }],
    tfjs: [{ name: 'tf.softplus' }],
  },
  history:
    'Dugas, Bengio, Bélisle, Nadeau and Garcia chose it in 2000 for option prices, which must be positive and convex.',
  source:
    'Dugas, Bengio, Bélisle, Nadeau, Garcia 2001, Incorporating second-order functional knowledge for better option pricing',
});
