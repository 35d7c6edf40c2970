import { formatNumber } from '@actigrad/plot';

/** What stands where nothing was measured. */
const missing = '–';

/** A figure in three digits. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value)
    ? missing
    : formatNumber(value);
}

/** A share of 1 as a percentage. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? missing
    : `${formatNumber(100 * share)} %`;
}

/** 1 unit, 2 units. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count, 15)} ${noun}${count === 1 ? '' : 's'}`;
}

/** NaN where a chart has a gap. */
export function orGap(value: number | null | undefined): number {
  return value ?? NaN;
}
