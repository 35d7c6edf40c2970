import { define, type Activation } from '../activation.ts';

export const sparseSigmoid: Activation<never> = define({
  id: 'sparse-sigmoid',
  name: 'Sparse sigmoid',
  summary: 'A sigmoid that reaches 0 at -1 and 1 at 1 exactly: the slope of sparse plus.',
  formula: String.raw`\min\left(\max\left(\tfrac{x + 1}{2}, 0\right), 1\right)`,
  derivative: String.raw`\begin{cases} \frac{1}{2} & -1 < x < 1 \\ 0 & \text{otherwise} \end{cases}`,
  parameters: {},
  kinks: [
    { at: -1, slope: 'left', because: 'PyTorch takes 0 at the ends of its hard sigmoid' },
    { at: 1, slope: 'right', because: 'PyTorch takes 0 at the ends of its hard sigmoid' },
  ],
  names: {
    keras: [{ name: 'keras.activations.sparse_sigmoid' }, { name: 'keras.ops.sparse_sigmoid' }],
    jax: [{ name: 'jax.nn.sparse_sigmoid', kinks: [0.25, 0.25] }],
  },
  history:
    'It is the sparsemax of two classes, from the sparse losses of Blondel, Martins and Niculae of 2019.',
  source: 'Blondel, Martins, Niculae 2020, Learning with Fenchel-Young losses, arXiv 1901.02324',
});
