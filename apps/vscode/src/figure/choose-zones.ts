import type { Activation } from '@actigrad/core';
import type { Zone } from '@actigrad/plot';
import type { Translate } from '../words.ts';

/** Where no gradient passes, and where hardly any does. */
export function chooseZones(activation: Activation, t: Translate): Zone[] {
  const { dead, tails, largestSlope } = activation.facts();
  const blocked = dead.map(({ from, to }): Zone => ({
    start: from,
    end: to,
    label: t('slope 0'),
    tone: 'danger',
  }));
  // Where slopes grow without end there is no largest one to take 1 % of.
  if (!Number.isFinite(largestSlope.value)) return blocked;
  const { left, right } = tails;
  const fading: Zone[] = [];
  const label = t('slope < 1 %');
  if (left.kind === 'fades') fading.push({ start: -Infinity, end: left.from, label });
  if (right.kind === 'fades') fading.push({ start: right.from, end: Infinity, label });
  return [...blocked, ...fading];
}
