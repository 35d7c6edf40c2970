import { define, type Activation } from '../activation.ts';

export const relu: Activation<never> = define({
  id: 'relu',
  name: 'ReLU',
  summary: 'Passes positive inputs unchanged and blocks the others.',
  formula: String.raw`\max(x, 0)`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}`,
  parameters: {},
  kinks: [
    {
      at: 0,
      slope: 'left',
      because:
        'PyTorch, TensorFlow and JAX take 0; Bertoin et al. 2021, doi 10.5555/3540261.3540297',
    },
  ],
  names: {
    pytorch: [
      { name: 'torch.nn.ReLU' },
      { name: 'torch.nn.functional.relu' },
      { name: 'torch.relu' },
      { name: 'torch.Tensor.relu' },
    ],
    keras: [
      { name: 'keras.layers.ReLU' },
      { name: 'keras.activations.relu' },
      { name: 'keras.ops.relu' },
      { name: 'tf.nn.relu' },
    ],
    jax: [{ name: 'jax.nn.relu' }, { name: 'flax.linen.relu' }, { name: 'flax.nnx.relu' }],
    onnx: [{ name: 'Relu' }],
    tfjs: [{ name: 'tf.relu' }, { name: 'tf.layers.reLU' }],
    huggingface: [{ name: 'relu' }],
  },
  history:
    'Fukushima used it in 1969 in a model of vision; Nair and Hinton brought it to deep learning in 2010.',
  source: 'Nair, Hinton 2010, Rectified linear units improve restricted Boltzmann machines',
});
