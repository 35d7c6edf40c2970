import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const glu: ArrayFunction<never> = defineGated({
  id: 'glu',
  name: 'GLU',
  summary: 'One half of the features, passed through gates that the other half opens.',
  formula: String.raw`v \, \sigma(g)`,
  derivative: String.raw`\sigma(g), \; v \, \sigma(g) (1 - \sigma(g))`,
  parameters: {},
  names: {
    pytorch: [{ name: 'torch.nn.GLU' }, { name: 'torch.nn.functional.glu' }],
    keras: [{ name: 'keras.activations.glu' }, { name: 'keras.ops.glu' }],
    jax: [{ name: 'jax.nn.glu' }, { name: 'flax.linen.glu' }, { name: 'flax.nnx.glu' }],
  },
  history: 'Brought gates without recurrence to convolutional language models in 2016.',
  source:
    'Dauphin, Fan, Auli, Grangier 2017, Language modeling with gated convolutional networks, arXiv 1612.08083',
});
