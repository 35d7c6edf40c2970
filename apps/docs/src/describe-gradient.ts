import type { Activation } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { describeSaturated, formatInterval, formatOutside } from './format-facts.ts';

/** What becomes of a gradient that comes back through the function: where it passes, and after many layers. */
export function describeGradient(activation: Activation): string {
  if (activation.facts().largestSlope.value === 0) {
    return 'No gradient passes: the slope is 0 everywhere.';
  }
  return [
    describeTails(activation),
    ...describeInnerDead(activation),
    ...(activation.facts().monotone
      ? []
      : ['Where the function falls, the gradient changes sign.']),
    describeDepth(activation),
  ].join(' ');
}

interface Fate {
  readonly verb: string;
  readonly where: string;
}

function describeTails(activation: Activation): string {
  const left = fateOf(activation, 'left');
  const right = fateOf(activation, 'right');
  return left.verb === right.verb
    ? `A gradient ${left.verb} ${left.where} and ${right.where}.`
    : `A gradient ${left.verb} ${left.where}; it ${right.verb} ${right.where}.`;
}

function fateOf(activation: Activation, side: 'left' | 'right'): Fate {
  const tail = activation.facts().tails[side];
  if (tail.kind === 'dead') {
    const ends = { from: -Infinity, to: Infinity };
    const interval = { ...ends, [side === 'left' ? 'to' : 'from']: tail.from };
    return {
      verb: 'is stopped, by a slope of exactly 0,',
      where: `where ${formatInterval(interval)}`,
    };
  }
  if (tail.kind === 'fades') {
    return {
      verb: `fades, to ${describeSaturated(activation)},`,
      where: `where ${formatOutside({ side, from: tail.from })}`,
    };
  }
  const verb = tail.kind === 'settles' ? settledVerb(tail.slope) : farVerbs[tail.kind];
  return { verb, where: `far to the ${side}` };
}

const farVerbs = {
  grows: 'is multiplied by ever more',
  swings: 'grows and shrinks in waves',
} as const;

/** A limit of the slope this near to 1 hands the gradient on as it is. */
const whole = 5e-3;

function settledVerb(slope: number): string {
  return Math.abs(slope - 1) < whole ? 'passes whole' : `is multiplied by ${formatNumber(slope)}`;
}

function describeInnerDead(activation: Activation): string[] {
  return activation
    .facts()
    .dead.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
    .map(
      (interval) => `None passes where ${formatInterval(interval)}: the slope there is exactly 0.`,
    );
}

/** A depth at which what vanishes is gone and what explodes is seen. */
const depth = 10;
/** A factor this near to 1 does neither. */
const steady = 5e-3;

/**
 * The factor of one layer for the mean square of a gradient, E f′² / E f², follows from mean-field
 * theory (Poole et al. 2016, arXiv 1606.05340): weights of variance gain² / inputs keep the
 * preactivations at N(0, 1).
 */
function describeDepth(activation: Activation): string {
  const { gain, normal } = activation.facts();
  const factor = normal.slopeMeanSquare / normal.meanSquare;
  const condition = `With inputs from N(0, 1) and weights of gain ${formatNumber(gain)}, which keep the signal at that size, a layer`;
  if (Math.abs(factor - 1) < steady) {
    return `${condition} leaves the mean square of the gradient as it is.`;
  }
  const after = formatNumber(factor ** depth);
  return `${condition} multiplies the mean square of the gradient by ${formatNumber(factor)}, and ${depth} layers by ${after}.`;
}
