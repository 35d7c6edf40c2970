import { formatCount } from './format.ts';
import type { Output } from './output.ts';

/** Nothing is shown for work that is over sooner. */
const showAfterMs = 500;
/** A terminal needs no more than ten updates a second. */
const redrawEveryMs = 100;
const barWidth = 24;

export interface Progress {
  advance(elements: number): void;
  /** Removes the bar. */
  finish(): void;
}

/** A bar on a terminal with share, rate and time left; silent anywhere else. */
export function startProgress(output: Output, totalElements: number): Progress {
  if (!output.err.isTTY || process.env['CI']) return { advance() {}, finish() {} };
  const started = performance.now();
  let done = 0;
  let drawnAt = started + showAfterMs - redrawEveryMs;
  let shown = false;
  return {
    advance(elements) {
      done += elements;
      const now = performance.now();
      if (now - drawnAt < redrawEveryMs) return;
      drawnAt = now;
      shown = true;
      output.err.write(
        `\r\u001b[K${describeProgress(done, totalElements, (now - started) / 1000)}`,
      );
    },
    finish() {
      if (shown) output.err.write('\r\u001b[K');
    },
  };
}

/** `[██████      ]  50 %  8,388,608 of 16,777,216  0.41 G/s  0:03 left` */
function describeProgress(done: number, total: number, seconds: number): string {
  const share = total === 0 ? 1 : done / total;
  const bar = '█'.repeat(Math.round(share * barWidth)).padEnd(barWidth);
  const rate = done / seconds;
  const secondsLeft = Math.ceil((total - done) / rate);
  const left = `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, '0')}`;
  return `[${bar}] ${Math.floor(share * 100)} %  ${formatCount(done)} of ${formatCount(total)}  ${(rate / 1e9).toFixed(2)} G/s  ${left} left`;
}
