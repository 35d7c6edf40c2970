import type { Activation, Facts, Interval, Saturation } from '@actigrad/core';

/** A number in at most `digits` significant digits, with a true minus and infinity signs. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return String(Number(value.toPrecision(digits))).replaceAll('-', '−');
}

export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

export function formatParameters({ parameters }: Pick<Activation, 'parameters'>): string {
  return Object.entries(parameters)
    .map(
      ([name, value]) =>
        `${name} ${typeof value === 'number' ? formatNumber(value) : 'per channel'}`,
    )
    .join(', ');
}

export function formatRange({ range }: Facts): string {
  return `${formatNumber(range.min)} to ${formatNumber(range.max)}`;
}

/** `x < −5.986 → 0` */
export function formatSaturation({ side, from, limit }: Saturation): string {
  return `x ${side === 'left' ? '<' : '>'} ${formatNumber(from)} → ${formatNumber(limit)}`;
}

/** `x ≤ 0`, `−0.5 ≤ x ≤ 0.5` */
export function formatInterval({ from, to }: Interval): string {
  const left = Number.isFinite(from) ? `${formatNumber(from)} ≤ ` : '';
  const right = Number.isFinite(to) ? ` ≤ ${formatNumber(to)}` : '';
  return left && !right ? `x ≥ ${formatNumber(from)}` : `${left}x${right}`;
}
