import type { ArrayFunction } from '../array-function.ts';
import { definePaired } from '../paired.ts';

export const crelu: ArrayFunction<never> = definePaired({
  id: 'crelu',
  name: 'CReLU',
  summary:
    'A ReLU of the input and one of its negation side by side: no sign is lost, features double.',
  formula: String.raw`(\max(x, 0), \; \max(-x, 0))`,
  derivative: String.raw`([x > 0], \; -[x < 0])`,
  parameters: {},
  names: { keras: [{ name: 'tf.nn.crelu' }] },
  history:
    'Came from the finding that filters of early layers are learned in pairs of opposite sign.',
  source: 'Shang, Sohn, Almeida, Lee 2016, Concatenated rectified linear units, arXiv 1603.05201',
});
