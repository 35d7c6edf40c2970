import type { Activation, Facts, Interval, Saturation } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';

/** `x ≤ 0`, `−0.5 ≤ x ≤ 0.5` */
export function formatInterval({ from, to }: Interval): string {
  if (from === -Infinity && to === Infinity) return 'all x';
  if (from === -Infinity) return `x ≤ ${formatNumber(to)}`;
  if (to === Infinity) return `x ≥ ${formatNumber(from)}`;
  return `${formatNumber(from)} ≤ x ≤ ${formatNumber(to)}`;
}

/** From `min` to `max`, which may be infinite. */
export function formatRange({ min, max }: { readonly min: number; readonly max: number }): string {
  return `${formatNumber(min)} to ${formatNumber(max)}`;
}

/** `x ≤ −5.99` */
export function formatOutside({ side, from }: Pick<Saturation, 'side' | 'from'>): string {
  return `x ${side === 'left' ? '≤' : '≥'} ${formatNumber(from)}`;
}

/** `x ≤ −5.99 (to 0)` */
export function formatSaturation({ saturation }: Facts): string {
  return saturation
    .map((each) => `${formatOutside(each)} (to ${formatNumber(each.limit)})`)
    .join(', ');
}

/** How small a slope counts as saturated. */
export function describeSaturated(activation: Activation): string {
  return Number.isFinite(activation.facts().largestSlope.value)
    ? 'under 1 % of the largest slope'
    : 'a slope under 0.01';
}

/** How far from a peak its surroundings are read, and how much lower they must be. */
const besidePeak = 0.05;
const leastFall = 1e-6;

/** `0.25 at x = 0`; without a place where many places share it. */
export function formatLargestSlope(activation: Activation): string {
  const { at, value } = activation.facts().largestSlope;
  // Facts read a grid near 0; a slope that only approaches its largest value has it at infinity.
  const limits = [activation.slope(-Infinity), activation.slope(Infinity)];
  const largest = limits.reduce(
    (most, slope) => (Math.abs(slope) > Math.abs(most) ? slope : most),
    value,
  );
  if (!Number.isFinite(largest)) return 'unbounded';
  const beside = [at - besidePeak, at + besidePeak].map((x) => Math.abs(activation.slope(x)));
  const isPeak = Math.max(...beside) < Math.abs(value) - leastFall;
  return isPeak ? `${formatNumber(largest)} at x = ${formatNumber(at)}` : formatNumber(largest);
}

export function formatDead({ dead }: Facts): string {
  return dead.map(formatInterval).join(', ');
}
