import { formatBytes } from '../format.ts';
import type { Output } from '../output.ts';

/** Nothing is shown for work that is over sooner. */
const showAfterMs = 500;
/** A terminal, and whoever reads the events, needs no more than ten updates a second. */
const updateEveryMs = 100;
const barWidth = 24;
/** Of a terminal that does not say. */
const usualColumns = 80;

export type ProgressStyle = 'auto' | 'json' | 'none';

/** How far a batch is. */
export interface Progress {
  /** Bytes of one file that are done, of all of its. */
  update(file: number, doneBytes: number): void;
  /** A file is over. */
  finishFile(file: number, event: object): void;
  /** Makes room for a line. */
  clear(): void;
  finish(): void;
}

interface State {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly doneFiles: number;
  readonly seconds: number;
}

/**
 * A bar on a terminal, with share, rate and time left; events as lines of JSON where they are asked for; nothing
 * anywhere else.
 */
export function startProgress(
  output: Output,
  style: ProgressStyle,
  fileBytes: readonly number[],
): Progress {
  const isTerminal = output.err.isTTY === true && process.env['TERM'] !== 'dumb';
  const showsBar = style === 'auto' && isTerminal && !process.env['CI'];
  const started = performance.now();
  const totalBytes = fileBytes.reduce((sum, bytes) => sum + bytes, 0);
  const done = fileBytes.map(() => 0);
  let doneBytes = 0;
  let doneFiles = 0;
  let updatedAt = started + (showsBar ? showAfterMs - updateEveryMs : 0);
  let isShown = false;

  const state = (): State => {
    const seconds = (performance.now() - started) / 1000;
    return { doneBytes, totalBytes, files: fileBytes.length, doneFiles, seconds };
  };

  function show(): void {
    const now = performance.now();
    if (now - updatedAt < updateEveryMs) return;
    updatedAt = now;
    if (style === 'json') writeEvent({ event: 'progress', ...describe(state()) });
    if (!showsBar) return;
    isShown = true;
    output.err.write(`\r\u001b[K${drawBar(state(), output.err.columns || usualColumns)}`);
  }

  function writeEvent(event: object): void {
    output.err.write(`${JSON.stringify(event)}\n`);
  }

  function clear(): void {
    if (isShown) output.err.write('\r\u001b[K');
    isShown = false;
  }

  return {
    update(file, bytes) {
      doneBytes += bytes - (done[file] ?? 0);
      done[file] = bytes;
      show();
    },
    finishFile(file, event) {
      doneBytes += (fileBytes[file] ?? 0) - (done[file] ?? 0);
      done[file] = fileBytes[file] ?? 0;
      doneFiles++;
      if (style === 'json') writeEvent({ event: 'file', ...event });
    },
    clear,
    finish() {
      clear();
      if (style === 'json') writeEvent({ event: 'end', ...describe(state()) });
    },
  };
}

function describe({ seconds, ...state }: State): object {
  const { bytesPerSecond, secondsLeft } = rates({ seconds, ...state });
  return { ...state, seconds, bytesPerSecond, secondsLeft };
}

function rates({ doneBytes, totalBytes, seconds }: State): {
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | null;
} {
  const bytesPerSecond = seconds > 0 ? doneBytes / seconds : 0;
  const left = (totalBytes - doneBytes) / bytesPerSecond;
  return { bytesPerSecond, secondsLeft: Number.isFinite(left) ? Math.max(left, 0) : null };
}

/** `[██████      ]  50 %  1.2 of 2.4 GB  0.41 GB/s  0:03 left  3 of 64 files`, as much as fits in a line. */
function drawBar(state: State, columns: number): string {
  const { doneBytes, totalBytes, files, doneFiles } = state;
  const share = totalBytes === 0 ? 1 : Math.min(doneBytes / totalBytes, 1);
  const { bytesPerSecond, secondsLeft } = rates(state);
  const bar = '█'.repeat(Math.round(share * barWidth)).padEnd(barWidth);
  const parts = [
    `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    `${formatBytes(bytesPerSecond)}/s`,
    ...(secondsLeft === null ? [] : [`${formatClock(secondsLeft)} left`]),
    ...(files > 1 ? [`${doneFiles} of ${files} files`] : []),
  ];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line}  ${part}`;
    if (longer.length >= columns) break;
    line = longer;
  }
  return line;
}

/** `0:03`, `1:02:03` */
function formatClock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const padded = String(whole % 60).padStart(2, '0');
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${padded}`
    : `${minutes}:${padded}`;
}
