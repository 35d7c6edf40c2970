import { allocate, type Activation } from '@actigrad/core';
import { compare, stepLength, type Inputs } from './compare.ts';
import { merge, noFigures, type Figures } from './figures.ts';
import { slopeNearZero, type Zone } from './near-zero.ts';
import type { Which } from './task.ts';

/** Errors of a value or a slope over some inputs. */
export interface WalkedErrors {
  /** In the zones near zero counted as near-zero.ts says. */
  readonly figures: Figures;
  /** In these zones, counted as everywhere else. */
  readonly nearZero: Figures;
}

/** Errors of value and slope over the same inputs. */
export interface ErrorOf {
  readonly value: Figures;
  readonly slope: Figures;
  /** Of the slope in its zones near zero, counted as everywhere else. */
  readonly nearZero: Figures;
}

const bits32 = allocate(stepLength, 'float32');
const bits = new Int32Array(bits32.buffer, bits32.byteOffset, stepLength);
const y32 = allocate(stepLength, 'float32');
const ones32 = allocate(stepLength, 'float32').fill(1);
const x64 = allocate(stepLength, 'float64');
const y64 = allocate(stepLength, 'float64');
const ones64 = allocate(stepLength, 'float64').fill(1);

/**
 * Compares the float32 kernel of a function's value or slope with its float64 kernel at `count`
 * inputs: the bit patterns `first`, `first + step`, and so on.
 */
export function walk(
  f: Activation,
  which: Which,
  { first, step }: Inputs,
  count: number,
  zones: readonly Zone[] = [],
): WalkedErrors {
  const ranges = zones.map(patternRange);
  let figures = noFigures;
  let nearZero = noFigures;
  for (let done = 0, length = 0; done < count; done += length) {
    const inputs = { first: first + done * step, step };
    length = Math.min(stepLength, count - done, inputsUntilBoundary(inputs, ranges));
    fillInputs(inputs);
    if (which === 'value') {
      f.forward(bits32, { out: y32 });
      f.forward(x64, { out: y64 });
    } else {
      f.backward(bits32, ones32, { out: y32 });
      f.backward(x64, ones64, { out: y64 });
    }
    const isNearZero = ranges.some(({ start, end }) => inputs.first >= start && inputs.first < end);
    const spacing = isNearZero ? { leastPower: slopeNearZero } : {};
    const errors = compare(y32, y64, length, inputs, { above: figures.maxUlp, ...spacing });
    figures = merge(figures, errors);
    if (isNearZero) {
      const strict = compare(y32, y64, length, inputs, { above: nearZero.maxUlp });
      nearZero = merge(nearZero, strict);
    }
  }
  return { figures, nearZero };
}

/** Patterns wrap around as 32-bit integers do, which the engine is quickest with. */
function fillInputs({ first, step }: Inputs): void {
  let pattern = first | 0;
  for (let index = 0; index < stepLength; index++) {
    bits[index] = pattern;
    x64[index] = bits32[index] as number;
    pattern = (pattern + step) | 0;
  }
}

/** Bit patterns from `start` to before `end`. */
interface PatternRange {
  readonly start: number;
  readonly end: number;
}

/** Both ends have one sign; the patterns of negative numbers rise with their magnitude. */
function patternRange({ from, to }: Zone): PatternRange {
  const [a = 0, b = 0] = new Uint32Array(Float32Array.of(from, to).buffer);
  return { start: Math.min(a, b), end: Math.max(a, b) };
}

function inputsUntilBoundary({ first, step }: Inputs, ranges: readonly PatternRange[]): number {
  const boundaries = ranges.flatMap(({ start, end }) => [start, end]);
  const next = Math.min(...boundaries.filter((boundary) => boundary > first));
  return Math.ceil((next - first) / step);
}
