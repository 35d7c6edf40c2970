const redrawEveryMs = 200;

export interface Progress {
  advance(count: number): void;
  /** Removes the line, so that another can be written in its place. */
  clear(): void;
}

/** A line on a terminal with share, rate and time left; silent anywhere else. */
export function startProgress(unit: string, total: number): Progress {
  if (!process.stderr.isTTY) return { advance() {}, clear() {} };
  const startedMs = performance.now();
  let done = 0;
  let drawnMs = 0;
  return {
    advance(count) {
      done += count;
      const nowMs = performance.now();
      if (nowMs - drawnMs < redrawEveryMs) return;
      drawnMs = nowMs;
      clear();
      process.stderr.write(describeProgress(unit, done, total, (nowMs - startedMs) / 1000));
    },
    clear,
  };
}

/** `12 %  1,024 of 8,192 M inputs  143 M inputs/s  0:50 left`, without M where all are few. */
export function describeProgress(
  unit: string,
  done: number,
  total: number,
  seconds: number,
): string {
  const rate = done / seconds;
  const secondsLeft = Math.ceil((total - done) / rate);
  const left = `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, '0')}`;
  const scale = total >= 1e7 ? 1e6 : 1;
  const unitName = scale === 1 ? unit : `M ${unit}`;
  const count = (value: number): string =>
    (value / scale).toLocaleString('en', { maximumSignificantDigits: 4 });
  const share = Math.floor((100 * done) / total);
  return `${share} %  ${count(done)} of ${count(total)} ${unitName}  ${count(rate)} ${unitName}/s  ${left} left`;
}

function clear(): void {
  process.stderr.write('\r\u001b[K');
}
