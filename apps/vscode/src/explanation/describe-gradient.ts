import type { Activation, SlopeTail } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';

/** A slope this near to 1 hands the gradient on as it is. */
const wholeShare = 5e-3;

/** Says in one sentence what the function does to a gradient that comes back through it. */
export function describeGradient(activation: Activation, t: Translate): string {
  const { tails, largestSlope } = activation.facts();
  const { left, right } = tails;
  // Where slopes grow without end there is no largest one to take 1 % of.
  const measured = Number.isFinite(largestSlope.value);
  return (
    describeBoth(left, right, t) ??
    t('{0}; {1}.', toRight(right, measured, t), toLeft(left, measured, t))
  );
}

function describeBoth(left: SlopeTail, right: SlopeTail, t: Translate): string | undefined {
  if (left.kind === 'dead' && right.kind === 'dead') {
    const [from, to] = [formatNumber(left.from), formatNumber(right.from)];
    return t(
      'It passes only between x = {0} and x = {1}; outside, the slope is exactly 0.',
      from,
      to,
    );
  }
  if (left.kind === 'fades' && right.kind === 'fades') {
    const [from, to] = [formatNumber(left.from), formatNumber(right.from)];
    return t(
      'It fades on both sides: under x = {0} and above x = {1} less than 1 % of the largest slope is left, though never exactly 0.',
      from,
      to,
    );
  }
  if (left.kind === 'settles' && right.kind === 'settles' && isWhole(left) && isWhole(right)) {
    return t('Far from 0 it passes whole on both sides.');
  }
  if (left.kind === 'swings' && right.kind === 'swings') {
    return t('The slope goes up and down for ever on both sides.');
  }
  return undefined;
}

function toRight(tail: SlopeTail, measured: boolean, t: Translate): string {
  switch (tail.kind) {
    case 'dead':
      return t(
        'To the right nothing passes: from x = {0} on the slope is exactly 0',
        formatNumber(tail.from),
      );
    case 'fades':
      if (!measured) return t('To the right it fades to nothing');
      return t(
        'To the right it fades: above x = {0} less than 1 % is left, though never exactly 0',
        formatNumber(tail.from),
      );
    case 'settles':
      return isWhole(tail)
        ? t('To the right it passes whole')
        : t('To the right it is multiplied by {0}', formatNumber(tail.slope));
    case 'grows':
      return t('To the right it is multiplied by ever more');
    case 'swings':
      break;
  }
  return t('To the right the slope goes up and down for ever');
}

function toLeft(tail: SlopeTail, measured: boolean, t: Translate): string {
  switch (tail.kind) {
    case 'dead':
      return t(
        'to the left nothing passes: up to x = {0} the slope is exactly 0',
        formatNumber(tail.from),
      );
    case 'fades':
      if (!measured) return t('to the left it fades to nothing');
      return t(
        'to the left it fades: under x = {0} less than 1 % is left, though never exactly 0',
        formatNumber(tail.from),
      );
    case 'settles':
      return isWhole(tail)
        ? t('to the left it passes whole')
        : t('to the left it is multiplied by {0}', formatNumber(tail.slope));
    case 'grows':
      return t('to the left it is multiplied by ever more');
    case 'swings':
      break;
  }
  return t('to the left the slope goes up and down for ever');
}

function isWhole({ slope }: { readonly slope: number }): boolean {
  return Math.abs(slope - 1) < wholeShare;
}
