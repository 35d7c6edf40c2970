import { ticks } from 'd3-array';
import { formatNumber, formatPower, formatTicks } from './format.ts';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export type ScaleKind = 'linear' | 'log10';

/** About `count` round ticks of a linear axis. */
export function linearTicks([low, high]: readonly [number, number], count: number): Tick[] {
  const at = ticks(low, high, Math.max(1, count)).filter((tick) => tick >= low && tick <= high);
  const texts = formatTicks(at);
  return at.map((tick, index) => ({ at: tick, text: texts[index] ?? '' }));
}

/** Powers of ten, at most `count`; under two decades 1, 2 and 5 of each decade. */
export function logTicks([low, high]: readonly [number, number], count: number): Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 2) return fineLogTicks(low, high);
  const step = Math.ceil((last - first + 1) / Math.max(2, count));
  const powers: Tick[] = [];
  // Counted from 0, so that 1 is a tick wherever the axis holds it.
  for (let exponent = Math.ceil(first / step) * step; exponent <= last; exponent += step) {
    powers.push({ at: 10 ** exponent, text: formatPower(exponent) });
  }
  return powers;
}

function fineLogTicks(low: number, high: number): Tick[] {
  const fine: Tick[] = [];
  for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high; exponent++) {
    for (const digit of [1, 2, 5]) {
      const at = Number(`${digit}e${exponent}`);
      if (at >= low && at <= high) fine.push({ at, text: formatNumber(at) });
    }
  }
  return fine;
}
