import type { Activation } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';
import { readSlopeTails, type SlopeTail } from './slope-tail.ts';

/** A slope this near to 1 hands the gradient on as it is. */
const wholeShare = 5e-3;

/** Says in one sentence what the function does to a gradient that comes back through it. */
export function describeGradient(activation: Activation, t: Translate): string {
  const { left, right } = readSlopeTails(activation);
  return describeBoth(left, right, t) ?? t('{0}; {1}.', toRight(right, t), toLeft(left, t));
}

function describeBoth(left: SlopeTail, right: SlopeTail, t: Translate): string | undefined {
  if (left.kind === 'blocked' && right.kind === 'blocked') {
    const [from, to] = [formatNumber(left.at), formatNumber(right.at)];
    return t(
      'It passes only between x = {0} and x = {1}; outside, the slope is exactly 0.',
      from,
      to,
    );
  }
  if (left.kind === 'fades' && right.kind === 'fades') {
    const [from, to] = [formatNumber(left.at), formatNumber(right.at)];
    return t(
      'It fades on both sides: under x = {0} and above x = {1} less than 1 % of the largest slope is left, though never exactly 0.',
      from,
      to,
    );
  }
  if (left.kind === 'passes' && right.kind === 'passes' && isWhole(left) && isWhole(right)) {
    return t('Far from 0 it passes whole on both sides.');
  }
  if (left.kind === 'varies' && right.kind === 'varies') {
    return t('The slope goes up and down for ever on both sides.');
  }
  return undefined;
}

function toRight(tail: SlopeTail, t: Translate): string {
  switch (tail.kind) {
    case 'blocked':
      return t(
        'To the right nothing passes: from x = {0} on the slope is exactly 0',
        formatNumber(tail.at),
      );
    case 'fades':
      return t(
        'To the right it fades: above x = {0} less than 1 % is left, though never exactly 0',
        formatNumber(tail.at),
      );
    case 'vanishes':
      return t('To the right it fades to nothing');
    case 'passes':
      return isWhole(tail)
        ? t('To the right it passes whole')
        : t('To the right it is multiplied by {0}', formatNumber(tail.share));
    case 'grows':
      return t('To the right it is multiplied by ever more');
    case 'varies':
      break;
  }
  return t('To the right the slope goes up and down for ever');
}

function toLeft(tail: SlopeTail, t: Translate): string {
  switch (tail.kind) {
    case 'blocked':
      return t(
        'to the left nothing passes: up to x = {0} the slope is exactly 0',
        formatNumber(tail.at),
      );
    case 'fades':
      return t(
        'to the left it fades: under x = {0} less than 1 % is left, though never exactly 0',
        formatNumber(tail.at),
      );
    case 'vanishes':
      return t('to the left it fades to nothing');
    case 'passes':
      return isWhole(tail)
        ? t('to the left it passes whole')
        : t('to the left it is multiplied by {0}', formatNumber(tail.share));
    case 'grows':
      return t('to the left it is multiplied by ever more');
    case 'varies':
      break;
  }
  return t('to the left the slope goes up and down for ever');
}

function isWhole({ share }: { readonly share: number }): boolean {
  return Math.abs(share - 1) < wholeShare;
}
