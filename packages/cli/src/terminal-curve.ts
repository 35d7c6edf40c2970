import type { Activation } from '@actigrad/core';
import { formatNumber } from './format.ts';
import { paint, type Output } from './output.ts';

const columns = 64;
const rows = 17;
/** A braille character holds 2 x 4 dots; this is the bit of each. */
const dotBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Draws f as a line and f' as dots, in braille characters, with axes through 0. */
export function drawCurve(output: Output, activation: Activation, reach = 5): string[] {
  const x = Float64Array.from(
    { length: columns * 2 },
    (_, k) => -reach + (2 * reach * k) / (columns * 2 - 1),
  );
  const values = activation.forward(x);
  const slopes = activation.backward(x, new Float64Array(x.length).fill(1));
  const all = [...values, ...slopes, 0];
  const bounds = {
    left: -reach,
    right: reach,
    bottom: Math.max(Math.min(...all), -reach),
    top: Math.min(Math.max(...all), reach),
  };
  const value = plotDots(values, bounds, true);
  const slope = plotDots(slopes, bounds, false);
  const axisRow = rowOf(0, bounds);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = labelOf(row, bounds).padStart(7) + ' ';
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (value[at]) line += paint(output, 'blue', braille(value[at]));
      else if (slope[at]) line += paint(output, 'yellow', braille(slope[at]));
      else if (row === axisRow) line += paint(output, 'dim', '─');
      else if (column === columns / 2) line += paint(output, 'dim', '│');
      else line += ' ';
    }
    lines.push(line.trimEnd());
  }
  const ends = `${formatNumber(-reach)}${' '.repeat(columns / 2 - 2)}0${formatNumber(reach).padStart(columns / 2 - 1)}`;
  lines.push(' '.repeat(8) + ends);
  lines.push(
    `${' '.repeat(8)}${paint(output, 'blue', '⠤⠤⠤')} f(x)   ${paint(output, 'yellow', '⠄⠠⠄')} f′(x)`,
  );
  return lines;
}

function rowOf(y: number, { bottom, top }: Bounds): number {
  return Math.round(((top - y) / (top - bottom)) * (rows - 1));
}

function labelOf(row: number, bounds: Bounds): string {
  const { bottom, top } = bounds;
  if (row === 0) return formatNumber(top, 3);
  if (row === rows - 1) return formatNumber(bottom, 3);
  return row === rowOf(0, bounds) ? '0' : '';
}

/** Bits of the braille dots that a curve passes; `joined` fills steep steps, else every third dot stands alone. */
function plotDots(curve: Float64Array, { bottom, top }: Bounds, joined: boolean): Uint8Array {
  const dots = new Uint8Array(columns * rows);
  let before: number | undefined;
  for (const [k, y] of curve.entries()) {
    const level = Math.round(((top - y) / (top - bottom)) * (rows * 4 - 1));
    if (level < 0 || level >= rows * 4) {
      before = undefined;
      continue;
    }
    const from = joined ? (before ?? level) : level;
    for (let dot = Math.min(from, level); dot <= Math.max(from, level); dot++) {
      if (!joined && k % 3 !== 0) continue;
      const cell = Math.floor(dot / 4) * columns + Math.floor(k / 2);
      dots[cell] = (dots[cell] ?? 0) | (dotBits[dot % 4]?.[k % 2] ?? 0);
    }
    before = level;
  }
  return dots;
}

function braille(dots: number): string {
  return String.fromCodePoint(0x2800 + dots);
}
