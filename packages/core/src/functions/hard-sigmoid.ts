import { define, type Activation } from '../activation.ts';
import { leastPositive } from '../record.ts';

export const hardSigmoid: Activation<'slope' | 'offset'> = define({
  id: 'hard-sigmoid',
  name: 'Hard sigmoid',
  summary: 'A sigmoid made of three straight lines; outside the middle one no gradient passes.',
  formula: String.raw`\min(\max(a x + b, 0), 1)`,
  derivative: String.raw`\begin{cases} a & 0 < a x + b < 1 \\ 0 & \text{otherwise} \end{cases}`,
  parameters: {
    slope: {
      symbol: 'a',
      meaning: 'slope of the middle line',
      default: 1 / 6,
      min: leastPositive,
      max: Infinity,
    },
    offset: {
      symbol: 'b',
      meaning: 'output at 0',
      default: 0.5,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [
    {
      at: (slope, offset) => -offset / slope,
      slope: 'left',
      because: 'PyTorch and JAX take 0',
    },
    {
      at: (slope, offset) => (1 - offset) / slope,
      slope: 'right',
      because: 'PyTorch and JAX take 0',
    },
  ],
  names: {
    pytorch: [{ name: 'torch.nn.Hardsigmoid' }, { name: 'torch.nn.functional.hardsigmoid' }],
    keras: [{ name: 'keras.activations.hard_sigmoid' }, { name: 'keras.ops.hard_sigmoid' }],
    jax: [
      { name: 'jax.nn.hard_sigmoid' },
      { name: 'flax.linen.hard_sigmoid' },
      { name: 'flax.nnx.hard_sigmoid' },
    ],
    onnx: [{ name: 'HardSigmoid', parameters: { slope: ['alpha', 0.2], offset: ['beta', 0.5] } }],
    tfjs: [{ name: 'hardSigmoid', parameters: { slope: [null, 0.2] } }],
  },
  history:
    'Courbariaux, Bengio and David used one in 2015 for networks of single bits; slope 0.2 comes from Theano, 1/6 from MobileNetV3.',
  source:
    'Courbariaux, Bengio, David 2015, BinaryConnect: training deep neural networks with binary weights during propagations, arXiv 1511.00363',
});
