import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../../words.ts';

/** A figure of three digits, or a dash where there is none. */
export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatNumber(value);
}

export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–';
  const percentage = 100 * share;
  // What is not quite none, or not quite all, does not look like it.
  if (percentage > 0 && percentage < 0.1) return '< 0.1 %';
  if (percentage < 100 && percentage > 99.9) return '> 99.9 %';
  return `${Number(percentage.toPrecision(3))} %`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

export function bytes(byteLength: number): string {
  let unit = 0;
  let size = byteLength;
  while (size >= 1000 && unit < byteUnits.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : Number(size.toPrecision(3))} ${byteUnits[unit]!}`;
}

/** "6 s", "2 min". */
export function duration(ms: number, t: Translate): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? t('{0} s', seconds) : t('{0} min', Math.round(seconds / 60));
}
