import type { Activation, Facts } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';

/** What is true of the curve, each as a few words with its number. */
export function describeFacts(activation: Activation, t: Translate): string[] {
  const { range, zeroCentred, monotone, normal, gain, ...facts } = activation.facts();
  return [
    t('range {0} to {1}', formatNumber(range.min), formatNumber(range.max)),
    zeroCentred ? t('zero-centred') : t('not zero-centred (mean {0})', formatNumber(normal.mean)),
    ...(monotone ? [] : [t('not monotone')]),
    describeSaturation(facts.saturation, t),
    ...facts.dead.map((interval) => t('slope 0 for {0}', formatInterval(interval))),
    describeLargestSlope(activation, t),
    t('gain {0}', formatNumber(gain)),
  ];
}

function describeSaturation(saturation: Facts['saturation'], t: Translate): string {
  const left = saturation.find(({ side }) => side === 'left');
  const right = saturation.find(({ side }) => side === 'right');
  if (left && right && left.limit !== right.limit) {
    return t('saturates at {0} and {1}', formatNumber(left.limit), formatNumber(right.limit));
  }
  if (left && right) return t('saturates at {0} on both sides', formatNumber(left.limit));
  if (left) return t('saturates at {0} on the left', formatNumber(left.limit));
  if (right) return t('saturates at {0} on the right', formatNumber(right.limit));
  return t('does not saturate');
}

/** Distance at which a slope must have fallen for its greatest to count as a peak. */
const besidePeak = 0.05;
const leastFall = 1e-6;

function describeLargestSlope(activation: Activation, t: Translate): string {
  const { at, value } = activation.facts().largestSlope;
  if (!Number.isFinite(value)) return t('slope without bound');
  const beside = [at - besidePeak, at + besidePeak].map((x) => Math.abs(activation.slope(x)));
  const isPeak = Math.max(...beside) < Math.abs(value) - leastFall;
  return isPeak
    ? t('largest slope {0} at x = {1}', formatNumber(value), formatNumber(at))
    : t('largest slope {0}', formatNumber(value));
}

/** `x ≤ 0`, `−0.5 ≤ x ≤ 0.5` */
export function formatInterval({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): string {
  if (!Number.isFinite(from) && !Number.isFinite(to)) return 'x';
  if (!Number.isFinite(from)) return `x ≤ ${formatNumber(to)}`;
  if (!Number.isFinite(to)) return `x ≥ ${formatNumber(from)}`;
  return `${formatNumber(from)} ≤ x ≤ ${formatNumber(to)}`;
}
