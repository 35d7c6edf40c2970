import type { Activation, Facts, Interval, Saturation } from '@actigrad/core';

/** Under it, zeros after the point are hard to count: powers of ten take over. */
const leastPlain = 1e-3;

/** A number in at most `digits` significant digits, with a true minus and infinity signs. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const rounded = Number(value.toPrecision(digits));
  const isPlain = rounded === 0 || Math.abs(rounded) >= leastPlain;
  return (isPlain ? String(rounded) : rounded.toExponential()).replaceAll('-', '−');
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

/** `4.3 GB`: decimal units, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  for (let rest = bytes; rest >= 999.5 && unit < units.length - 1; rest /= 1000) unit++;
  const value = bytes / 1000 ** unit;
  return `${unit === 0 ? value.toFixed(0) : value.toPrecision(3)} ${units[unit]}`;
}
