import { representative, type Activation } from '@actigrad/core';
import type { Rule } from '../rule.ts';
import { figure, list, percent, say } from '../words.ts';

export const saturation: Rule<
  'slope' | 'share' | 'severeShare' | 'firstShare' | 'hardShare' | 'oneSidedShare'
> = {
  id: 'saturation',
  title: 'Saturation',
  formula:
    "share s of inputs on a saturating side with |f'(x)| < slope · max |f'|, over the share n that inputs from N(0, 1) have there: (s - n) / (1 - n)",
  source:
    'Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward networks; the sides are computed from the function',
  remedy: 'initialise with smaller weights, scale the inputs, or normalise before the activation',
  thresholds: {
    slope: {
      default: 0.01,
      meaning: 'share of the largest slope under which an input is saturated',
    },
    share: { default: 0.25, meaning: 'warns over this share of inputs' },
    severeShare: { default: 0.5, meaning: 'is an error over this share' },
    firstShare: {
      default: 0.85,
      meaning:
        'both shares of the first layer, which may sort its inputs into extremes and still teach the rest',
    },
    hardShare: {
      default: 0.65,
      meaning:
        'both shares, of functions that are cut off on both sides among usual inputs, and pass all of the gradient between',
    },
    oneSidedShare: {
      default: 0.7,
      meaning: 'the share for functions that are flat on one side by design and pass the other',
    },
  },
  *check({ network: { layers } }, limits) {
    for (const [index, { layer, activation, slopes, preactivation }] of layers.entries()) {
      if (!slopes || !activation) continue;
      const { sides, hasDeadSide, usual } = flatSides(activation);
      // A unit that is never off the side where the slope is exactly 0 is dead: another rule's word.
      if (hasDeadSide) continue;
      const flat = sides.map((side) => ({ side, share: slopes.flatOn(side, limits.slope) }));
      const total = flat.reduce((sum, each) => sum + each.share, 0);
      const excess = (total - usual) / (1 - usual);
      const warning = warningFor(sides.length, usual, index, limits);
      if (!(excess > warning)) continue;
      const severe = Math.max(limits.severeShare, warning);
      yield {
        layer,
        severity: excess > severe ? 'error' : 'warning',
        figure: excess,
        threshold: excess > severe ? severe : warning,
        says: say(
          '{0} of its inputs lie where the slope is under {1} of the largest ({2}; their standard deviation is {3}), and pass next to no gradient; {4}.',
          percent(total),
          percent(limits.slope),
          list(
            flat.map((each) =>
              each.side === 'left'
                ? say('left {0}', percent(each.share))
                : say('right {0}', percent(each.share)),
            ),
            ', ',
          ),
          figure(preactivation?.whole.std ?? NaN),
          say(saturation.remedy),
        ),
      };
    }
  },
};

type Limits = Parameters<typeof saturation.check>[1];

function warningFor(sides: number, usual: number, index: number, limits: Limits): number {
  const { share, firstShare, hardShare, oneSidedShare } = limits;
  if (sides < 2) return oneSidedShare;
  const least = index === 0 ? Math.max(firstShare, share) : share;
  return usual > leastCutOff ? Math.max(hardShare, least) : least;
}

/** A function that is flat for more than a tenth of the inputs from N(0, 1) is cut off among usual inputs. */
const leastCutOff = 0.1;

function flatSides(activation: Activation): {
  readonly sides: readonly ('left' | 'right')[];
  readonly hasDeadSide: boolean;
  /** Share of inputs from N(0, 1) on both sides; of one, it is there by design. */
  readonly usual: number;
} {
  const { saturation: found, dead } = representative(activation).facts();
  const sides = found.map(({ side }) => side);
  const shares = found.map(({ side, from }) => normalShareOver(side === 'left' ? -from : from));
  return {
    sides,
    hasDeadSide: sides.length === 1 && dead.length > 0,
    usual: sides.length < 2 ? 0 : shares.reduce((sum, share) => sum + share, 0),
  };
}

/** Share of N(0, 1) over a limit, by midpoints; none is left over 9. */
function normalShareOver(limit: number): number {
  const steps = 512;
  const start = Math.max(limit, -9);
  const width = Math.max(0, 9 - start) / steps;
  let sum = 0;
  for (let step = 0; step < steps; step++)
    sum += width * Math.exp(-((start + width * (step + 0.5)) ** 2) / 2);
  return sum / Math.sqrt(2 * Math.PI);
}
