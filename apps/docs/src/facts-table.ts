import type { Activation, Facts } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import {
  describeSaturated,
  formatDead,
  formatLargestSlope,
  formatRange,
  formatSaturation,
} from './format-facts.ts';
import { inlineMath, plain, table } from './markdown.ts';
import { oneSidedSlopes } from './one-sided-slopes.ts';

/** What is true of the curve with these parameters. */
export function factsTable(activation: Activation): string {
  const facts = activation.facts();
  const { range, zeroCentred, monotone, normal, gain, kinks } = facts;
  const mean = formatMoment(normal.mean);
  return table(
    ['', ''],
    [
      ['Range', formatRange(range)],
      ['Zero-centred', zeroCentred ? 'yes' : `no: the mean output is ${mean}`],
      ['Monotone', monotone ? 'yes' : 'no'],
      ['Largest slope', formatLargestSlope(activation)],
      [`Saturates (${describeSaturated(activation)})`, formatSaturation(facts) || 'nowhere'],
      ['Dead (slope exactly 0)', formatDead(facts) || 'nowhere'],
      ...kinks.map((kink) => [
        `Kink at x = ${formatNumber(kink.at)}`,
        describeKink(activation, kink),
      ]),
      ['Output: mean, variance', `${mean}, ${formatMoment(normal.variance)}`],
      [
        'Slope: mean, mean square',
        `${formatMoment(normal.slopeMean)}, ${formatMoment(normal.slopeMeanSquare)}`,
      ],
      [`Gain ${inlineMath(String.raw`1 / \sqrt{\mathbb{E} f^2}`)}`, formatNumber(gain, 4)],
    ],
  );
}

/** What quadrature leaves of a moment that is 0. */
const zeroMoment = 1e-10;

function formatMoment(moment: number): string {
  return formatNumber(Math.abs(moment) < zeroMoment ? 0 : moment);
}

/** Slopes on both sides of a kink that are nearer than this are one slope. */
const leastJump = 1e-6;

function describeKink(
  activation: Activation,
  { at, slope, because }: Facts['kinks'][number],
): string {
  const { left, right } = oneSidedSlopes(activation, at);
  const sides =
    Math.abs(left - right) < leastJump
      ? `slope ${formatNumber(slope)} on both sides with these parameters`
      : `slope ${formatNumber(left)} on the left, ${formatNumber(right)} on the right; ${formatNumber(slope)} is taken`;
  return `${sides}: ${plain(because)}`;
}
