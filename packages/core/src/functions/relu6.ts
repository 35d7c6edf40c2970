import { define, type Activation } from '../activation.ts';

export const relu6: Activation<never> = define({
  id: 'relu6',
  name: 'ReLU6',
  summary: 'A ReLU that stops at 6, so that its outputs fit few bits.',
  formula: String.raw`\min(\max(x, 0), 6)`,
  derivative: String.raw`\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases}`,
  parameters: {},
  kinks: [
    { at: 0, slope: 'left', because: 'PyTorch, TensorFlow and JAX take 0' },
    { at: 6, slope: 'right', because: 'PyTorch, TensorFlow and JAX take 0' },
  ],
  names: {
    pytorch: [{ name: 'torch.nn.ReLU6' }, { name: 'torch.nn.functional.relu6' }],
    keras: [
      { name: 'keras.activations.relu6' },
      { name: 'keras.ops.relu6' },
      {
        name: 'keras.layers.ReLU',
        when: { max_value: [6, null] },
        arguments: ['max_value', 'negative_slope', 'threshold'],
      },
      {
        name: 'keras.activations.relu',
        when: { max_value: [6, null] },
        arguments: ['negative_slope', 'max_value', 'threshold'],
      },
      { name: 'tf.nn.relu6' },
    ],
    jax: [{ name: 'jax.nn.relu6' }, { name: 'flax.linen.relu6' }, { name: 'flax.nnx.relu6' }],
    tfjs: [
      { name: 'tf.relu6', kinks: ['left', 'left'] },
      { name: 'relu6' },
      { name: 'tf.layers.reLU', when: { maxValue: [6, null] } },
    ],
    huggingface: [{ name: 'relu6' }],
  },
  history:
    'Krizhevsky capped the ReLU at 6 in 2010 so that units learn sparse features early; MobileNet kept it for low precision.',
  source: 'Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10',
});
