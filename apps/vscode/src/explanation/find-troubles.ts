import type { Activation } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';

/** A known way in which training goes wrong with such a curve, and what helps. */
export interface Trouble {
  readonly name: string;
  readonly why: string;
  readonly remedy: string;
}

/** Depth at which the bound on a vanishing gradient is spelt out. */
const shownDepth = 10;

/** The troubles that follow from the curve's facts, the gravest first. */
export function findTroubles(activation: Activation, t: Translate): Trouble[] {
  const rules = [vanishing, saturating, dead, exploding, oneSigned];
  return rules.flatMap((rule) => rule(activation, t) ?? []);
}

type Rule = (activation: Activation, t: Translate) => Trouble | undefined;

/** The largest slope is under 1: the product of slopes over the layers has a bound that falls. */
const vanishing: Rule = (activation, t) => {
  const { saturation, largestSlope } = activation.facts();
  const most = Math.abs(largestSlope.value);
  if (saturation.length < 2 || most >= 1) return undefined;
  return {
    name: t('Vanishing gradient'),
    why: t(
      'A layer hands on at most {0} of the gradient; {1} layers at most {0}{2} = {3}, unless the weights make up for it.',
      formatNumber(most),
      shownDepth,
      '¹⁰',
      formatNumber(most ** shownDepth, 1),
    ),
    remedy: t(
      'Normalise its inputs, add residual connections, or take a function that passes the gradient whole on one side.',
    ),
  };
};

const saturating: Rule = (activation, t) => {
  const { saturation, largestSlope, normal } = activation.facts();
  if (saturation.length < 2 || Math.abs(largestSlope.value) < 1) return undefined;
  return {
    name: t('Saturation'),
    why: t(
      'Units with large inputs stop learning; with inputs of N(0, 1) the slope is {0} in the root mean square.',
      formatNumber(Math.sqrt(normal.slopeMeanSquare)),
    ),
    remedy: t(
      'Keep the inputs small: initialise with gain {0}, or normalise before it.',
      formatNumber(activation.facts().gain),
    ),
  };
};

const dead: Rule = (activation, t) => {
  const { left, right } = activation.facts().tails;
  if (left.kind !== 'dead' && right.kind !== 'dead') return undefined;
  return {
    name: t('Dead units'),
    why: t(
      'A unit whose inputs all lie where the slope is 0 gets no gradient and cannot come back by itself.',
    ),
    remedy: t(
      'Initialise with gain {0}, lower the learning rate, normalise its inputs, or take a function whose slope is nowhere 0.',
      formatNumber(activation.facts().gain),
    ),
  };
};

const exploding: Rule = (activation, t) => {
  if (Number.isFinite(activation.facts().largestSlope.value)) return undefined;
  return {
    name: t('Exploding gradient'),
    why: t(
      'The slope grows with the input, so one large input can multiply the gradient of all layers before it.',
    ),
    remedy: t('Normalise its inputs and clip the gradient.'),
  };
};

/** Outputs of one sign: every weight gradient of a unit in the next layer then has one sign. */
const oneSigned: Rule = (activation, t) => {
  const { range, normal } = activation.facts();
  if (range.min < 0 && range.max > 0) return undefined;
  return {
    name: t('Zig-zag'),
    why:
      range.min >= 0
        ? t(
            'Outputs are never negative (mean {0} for inputs of N(0, 1)): all weight gradients of a unit behind it have the same sign, and steps zig-zag.',
            formatNumber(normal.mean),
          )
        : t(
            'Outputs are never positive (mean {0} for inputs of N(0, 1)): all weight gradients of a unit behind it have the same sign, and steps zig-zag.',
            formatNumber(normal.mean),
          ),
    remedy: t('Normalise its outputs, or take a function with outputs of both signs.'),
  };
};
