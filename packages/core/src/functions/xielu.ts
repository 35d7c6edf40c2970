import { define, type Activation } from '../activation.ts';

export const xielu: Activation<'alphaP' | 'alphaN' | 'beta' | 'epsilon'> = define({
  id: 'xielu',
  name: 'xIELU',
  summary:
    'The integral of a trained ELU: a parabola for positive inputs, and a slope that tends to a negative limit for the others.',
  formula: String.raw`\begin{cases} \alpha_p x^2 + \beta x & x > 0 \\ \alpha_n (e^{\min(x, \varepsilon)} - 1 - x) + \beta x & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 2 \alpha_p x + \beta & x > 0 \\ -\alpha_n + \beta & \varepsilon < x \le 0 \\ \alpha_n (e^x - 1) + \beta & x \le \varepsilon \end{cases}`,
  parameters: {
    alphaP: {
      symbol: String.raw`\alpha_p`,
      meaning: 'trained half curvature for positive inputs',
      default: 0.8,
      min: -Infinity,
      max: Infinity,
      learned: true,
    },
    alphaN: {
      symbol: String.raw`\alpha_n`,
      meaning: 'trained drop of the slope towards negative inputs',
      default: 0.8,
      min: -Infinity,
      max: Infinity,
      learned: true,
    },
    beta: {
      symbol: String.raw`\beta`,
      meaning: 'slope at 0',
      default: 0.5,
      min: -Infinity,
      max: Infinity,
    },
    epsilon: {
      symbol: String.raw`\varepsilon`,
      meaning: 'inputs between this and 0 share its exponential',
      default: -1e-6,
      min: -Infinity,
      max: 0,
    },
  },
  kinks: [
    {
      at: (_alphaP, _alphaN, _beta, epsilon) => epsilon,
      slope: 'left',
      because: 'the exponential still moves there',
    },
    { at: 0, slope: 'left', because: 'Transformers computes 0 with the negative inputs' },
  ],
  names: {
    huggingface: [
      {
        name: 'xielu',
        parameters: {
          alphaP: ['alpha_p_init', 0.8],
          alphaN: ['alpha_n_init', 0.8],
          beta: ['beta', 0.5],
          epsilon: ['eps', -1e-6],
        },
      },
    ],
  },
  history:
    'Huang and Schlag derived it in 2024 by choosing a trainable slope first; the Apertus language models use it.',
  source: 'Huang, Schlag 2024, Deriving activation functions using integration, arXiv 2411.13010',
});
