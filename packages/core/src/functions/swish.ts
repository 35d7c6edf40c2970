import { define, type Activation } from '../activation.ts';

/** A framework's "swish" without a beta is SiLU; this is the one whose beta is set or trained. */
export const swish: Activation<'beta'> = define({
  id: 'swish',
  name: 'Swish',
  summary: 'SiLU with a trained sharpness: from a straight line at 0 to a ReLU at infinity.',
  formula: String.raw`x\,\sigma(\beta x)`,
  derivative: String.raw`\sigma(\beta x) \left(1 + \beta x\,\sigma(-\beta x)\right)`,
  parameters: {
    beta: {
      symbol: String.raw`\beta`,
      meaning: 'trained sharpness of the gate',
      default: 1,
      min: -Infinity,
      max: Infinity,
      learned: true,
    },
  },
  kinks: [],
  names: {
    keras: [
      { name: 'tf.nn.silu', parameters: { beta: ['beta', 1] } },
      { name: 'tf.nn.swish', parameters: { beta: ['beta', 1] } },
    ],
    onnx: [{ name: 'Swish', parameters: { beta: ['alpha', 1] } }],
  },
  history: 'Ramachandran, Zoph and Le found it in 2017 by searching over formulas.',
  source: 'Ramachandran, Zoph, Le 2017, Searching for activation functions, arXiv 1710.05941',
});
