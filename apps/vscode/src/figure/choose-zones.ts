import type { Activation } from '@actigrad/core';
import type { Zone } from '@actigrad/plot';
import { readSlopeTails } from '../explanation/slope-tail.ts';
import type { Translate } from '../words.ts';

/** Where no gradient passes, and where hardly any does. */
export function chooseZones(activation: Activation, t: Translate): Zone[] {
  const blocked = activation.facts().dead.map(({ from, to }): Zone => ({
    start: from,
    end: to,
    label: t('slope 0'),
    tone: 'danger',
  }));
  const { left, right } = readSlopeTails(activation);
  const fading: Zone[] = [];
  const label = t('slope < 1 %');
  if (left.kind === 'fades') fading.push({ start: -Infinity, end: left.at, label });
  if (right.kind === 'fades') fading.push({ start: right.at, end: Infinity, label });
  return [...blocked, ...fading];
}
