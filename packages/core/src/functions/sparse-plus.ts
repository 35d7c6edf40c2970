import { define, type Activation } from '../activation.ts';

export const sparsePlus: Activation<never> = define({
  id: 'sparse-plus',
  name: 'Sparse plus',
  summary: 'A softplus that reaches 0 and the straight line exactly, joined by a parabola.',
  formula: String.raw`\begin{cases} 0 & x \le -1 \\ \frac{1}{4} (x + 1)^2 & -1 < x < 1 \\ x & x \ge 1 \end{cases}`,
  derivative: String.raw`\begin{cases} 0 & x \le -1 \\ \frac{1}{2} (x + 1) & -1 < x < 1 \\ 1 & x \ge 1 \end{cases}`,
  parameters: {},
  kinks: [],
  names: {
    keras: [{ name: 'keras.activations.sparse_plus' }, { name: 'keras.ops.sparse_plus' }],
    jax: [{ name: 'jax.nn.sparse_plus' }],
  },
  history:
    'It follows from the sparse losses of Blondel, Martins and Niculae of 2019, as softplus does from the logistic loss.',
  source: 'Blondel, Martins, Niculae 2020, Learning with Fenchel-Young losses, arXiv 1901.02324',
});
