import { define, type Activation } from '../activation.ts';
import { leastPositive } from '../record.ts';

/** Where value and slope are those of squared ReLU, with the six digits of the paper. */
const mu = Math.round(Math.SQRT1_2 * 1e6) / 1e6;
/** The width that makes them so, with the six digits of the paper. */
const sigma = Math.round(Math.sqrt(1 / (4 * Math.PI)) * 1e6) / 1e6;

export const laplace: Activation<'mu' | 'sigma'> = define({
  id: 'laplace',
  name: 'Laplace',
  summary: 'The share of a narrow normal distribution below x: close to squared ReLU, but bounded.',
  formula: String.raw`\frac{1}{2} \operatorname{erfc}\left(-\frac{x - \mu}{\sigma \sqrt 2}\right)`,
  derivative: String.raw`\frac{1}{\sigma \sqrt{2 \pi}} e^{-(x - \mu)^2 / (2 \sigma^2)}`,
  parameters: {
    mu: {
      symbol: String.raw`\mu`,
      meaning: 'position of the middle',
      default: mu,
      min: -Infinity,
      max: Infinity,
    },
    sigma: {
      symbol: String.raw`\sigma`,
      meaning: 'width of the rise',
      default: sigma,
      min: leastPositive,
      max: Infinity,
    },
  },
  kinks: [],
  names: {
    huggingface: [{ name: 'laplace', parameters: { mu: ['mu', mu], sigma: ['sigma', sigma] } }],
  },
  history:
    'Ma and others introduced it in 2022 for the attention of Mega, where squared ReLU was unstable.',
  source: 'Ma and others 2022, Mega: moving average equipped gated attention, arXiv 2209.10655',
});
