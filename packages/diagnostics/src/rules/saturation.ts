import { representative, type Activation } from '@actigrad/core';
import type { Rule } from '../rule.ts';
import { figure, percent } from '../words.ts';

export const saturation: Rule<'slope' | 'share' | 'severeShare' | 'firstShare' | 'oneSidedShare'> =
  {
    id: 'saturation',
    title: 'Saturation',
    formula: "share of inputs on a saturating side with |f'(x)| < slope · max |f'|",
    source:
      'Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward networks; the sides are computed from the function',
    remedy: 'initialise with smaller weights, scale the inputs, or normalise before the activation',
    thresholds: {
      slope: {
        default: 0.01,
        meaning: 'share of the largest slope under which an input is saturated',
      },
      share: { default: 0.25, meaning: 'warns over this share of saturated inputs' },
      severeShare: { default: 0.5, meaning: 'is an error over this share' },
      firstShare: {
        default: 0.6,
        meaning:
          'both shares of the first layer, which may sort its inputs into extremes and still teach the rest',
      },
      oneSidedShare: {
        default: 0.7,
        meaning: 'the share for functions that are flat on one side by design and pass the other',
      },
    },
    *check({ network: { layers } }, { slope, share, severeShare, firstShare, oneSidedShare }) {
      for (const [index, { layer, activation, slopes, preactivation }] of layers.entries()) {
        if (!slopes || !activation) continue;
        const { sides, hasDeadSide } = flatSides(activation);
        const flat = sides.map((side) => ({ side, share: slopes.flatOn(side, slope) }));
        const total = flat.reduce((sum, each) => sum + each.share, 0);
        const least = index === 0 ? Math.max(firstShare, share) : share;
        const warning = sides.length === 2 ? least : oneSidedShare;
        // A unit that is never off the side where the slope is exactly 0 is dead: another rule's word.
        if (!(total > warning) || hasDeadSide) continue;
        const isSevere = total > Math.max(severeShare, warning);
        yield {
          layer,
          severity: isSevere ? 'error' : 'warning',
          figure: total,
          threshold: isSevere ? Math.max(severeShare, warning) : warning,
          message:
            `${percent(total)} of its inputs lie where the slope is under ${percent(slope)} of the largest ` +
            `(${flat.map((each) => `${each.side} ${percent(each.share)}`).join(', ')}; their standard deviation is ` +
            `${figure(preactivation?.whole.std ?? NaN)}), and pass next to no gradient; ${saturation.remedy}.`,
        };
      }
    },
  };

function flatSides(activation: Activation): {
  readonly sides: readonly ('left' | 'right')[];
  readonly hasDeadSide: boolean;
} {
  const facts = representative(activation).facts();
  const sides = facts.saturation.map(({ side }) => side);
  return { sides, hasDeadSide: sides.length === 1 && facts.dead.length > 0 };
}
