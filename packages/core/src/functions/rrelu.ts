import { define, type Activation } from '../activation.ts';
import { rangeError } from '../errors.ts';
import { prelu } from './prelu.ts';

export const rrelu: Activation<'lower' | 'upper'> = define({
  id: 'rrelu',
  name: 'RReLU',
  summary:
    'A leaky ReLU whose negative slope is drawn at random while training; this is its evaluation mode, with the mean slope.',
  formula: String.raw`\begin{cases} x & x > 0 \\ \frac{l + u}{2} x & x \le 0 \end{cases}`,
  derivative: String.raw`\begin{cases} 1 & x > 0 \\ \frac{l + u}{2} & x \le 0 \end{cases}`,
  parameters: {
    lower: {
      symbol: 'l',
      meaning: 'least slope drawn for negative inputs',
      default: 1 / 8,
      min: -Infinity,
      max: Infinity,
    },
    upper: {
      symbol: 'u',
      meaning: 'greatest slope drawn for negative inputs',
      default: 1 / 3,
      min: -Infinity,
      max: Infinity,
    },
  },
  kinks: [{ at: 0, slope: 'left', because: 'PyTorch evaluates it as a leaky ReLU' }],
  names: {
    pytorch: [
      { name: 'torch.nn.RReLU', parameters: { lower: ['lower', 1 / 8], upper: ['upper', 1 / 3] } },
      {
        name: 'torch.nn.functional.rrelu',
        parameters: { lower: ['lower', 1 / 8], upper: ['upper', 1 / 3] },
        when: { training: [false, false] },
      },
    ],
  },
  history:
    'It became known through a Kaggle competition on plankton images; Xu, Wang, Chen and Li compared it with other leaky units in 2015.',
  source:
    'Xu, Wang, Chen, Li 2015, Empirical evaluation of rectified activations in convolutional network, arXiv 1505.00853',
});

/** What {@link drawRrelu} draws. */
export interface RreluDraw {
  /** Elements of the array that the function will be applied to. */
  readonly length: number;
  /** Any whole number: the same seed draws the same slopes. */
  readonly seed: number;
  /** Bounds of the slopes. Default: those of the evaluation mode. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * RReLU in training: one slope for each element, drawn uniformly between the bounds. What it
 * returns keeps its slopes, so that `backward` uses those of `forward`.
 *
 * @throws RangeError `CORE_LENGTH` for a length under 1, `CORE_PARAMETER_OUT_OF_RANGE` for bounds that are not finite
 * @example
 * const f = drawRrelu({ length: x.length, seed: step });
 * f.forward(x);
 */
export function drawRrelu(draw: RreluDraw): Activation<'alpha'> {
  const { length, seed } = draw;
  if (!Number.isSafeInteger(length) || length < 1) {
    throw rangeError('CORE_LENGTH', `length is ${length}; it must be a whole number from 1`);
  }
  const bounds = { lower: draw.lower ?? 1 / 8, upper: draw.upper ?? 1 / 3 };
  const { lower, upper } = rrelu.with(bounds).parameters as typeof bounds;
  let state = seed >>> 0;
  const alpha = Float64Array.from({ length }, () => {
    // SplitMix32: a Weyl sequence through the finalizer of MurmurHash3 (Steele, Lea, Flood 2014).
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    const uniform = ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
    return lower + (upper - lower) * uniform;
  });
  return prelu.with({ alpha });
}
