import type { ArrayFunction } from '../array-function.ts';
import { defineGated } from '../gated.ts';

export const swiglu: ArrayFunction<'beta'> = defineGated({
  id: 'swiglu',
  name: 'SwiGLU',
  summary: 'A gated unit whose gate is a Swish: the feed-forward layer of most language models.',
  formula: String.raw`v \, g \, \sigma(\beta g)`,
  derivative: String.raw`g \sigma(\beta g), \; v \, \sigma(\beta g) (1 + \beta g \, \sigma(-\beta g))`,
  parameters: {
    beta: {
      symbol: String.raw`\beta`,
      meaning: 'steepness of the gate',
      default: 1,
      min: -Infinity,
      max: Infinity,
    },
  },
  names: { onnx: [{ name: 'SwiGLU', parameters: { beta: ['alpha', 1] } }] },
  history: 'Chosen for PaLM and LLaMA after the comparison of 2020, and a habit since.',
  source: 'Shazeer 2020, GLU variants improve transformer, arXiv 2002.05202',
});
