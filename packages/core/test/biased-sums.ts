/** What functions of x + bias are held to: sums that a caller would store, and gradients added up without loss. */
import type { Dtype, Elements } from '@actigrad/core';
import { expect } from 'vitest';

function arrayOf(dtype: Dtype, values: Iterable<number>): Elements {
  return dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
}

/** Reproducible numbers of many magnitudes and both signs. */
export function numbers(dtype: Dtype, length: number, seed: number): Elements {
  const at = (index: number) => Math.sin((index + 1) * seed) * 10 ** ((index % 5) - 3);
  return arrayOf(
    dtype,
    Array.from({ length }, (_, index) => at(index)),
  );
}

/** Bit for bit, but that any NaN equals another. */
export function sameBits(a: Elements, b: Elements): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

export interface Layout {
  readonly shape: readonly number[];
  readonly channelAxis: number;
}

export function channelOf({ shape, channelAxis }: Layout, position: number): number {
  const inner = shape.slice(channelAxis + 1).reduce((product, size) => product * size, 1);
  return Math.floor(position / inner) % (shape[channelAxis] as number);
}

/** What a caller without `bias` would store: the sums in the dtype. */
export function summed(x: Elements, bias: Elements, layout: Layout, start = 0): Elements {
  return x.map((value, index) => value + (bias[channelOf(layout, start + index)] as number));
}

/** Sums over channels that lose nothing: Neumaier's, which keeps what each addition rounds off. */
function channelSums(values: Elements, layout: Layout, start = 0): { sum: number; size: number }[] {
  const sums = Array.from({ length: layout.shape[layout.channelAxis] as number }, () => ({
    sum: 0,
    rest: 0,
    size: 0,
  }));
  for (const [index, value] of values.entries()) {
    const into = sums[channelOf(layout, start + index)]!;
    const next = into.sum + value;
    into.rest +=
      Math.abs(into.sum) >= Math.abs(value) ? into.sum - next + value : value - next + into.sum;
    into.sum = next;
    into.size += Math.abs(value);
  }
  return sums.map(({ sum, rest, size }) => ({ sum: sum + rest, size }));
}

/** Sums of n float64 in any order are within n ULP of the sum of sizes. */
export function expectSums(got: Float64Array, values: Elements, layout: Layout, start = 0): void {
  const exact = channelSums(values, layout, start);
  expect(got).toHaveLength(exact.length);
  const worst = exact.map(
    ({ sum, size }, channel) =>
      Math.abs((got[channel] as number) - sum) - values.length * 2 ** -52 * size,
  );
  expect(Math.max(...worst)).toBeLessThanOrEqual(0);
}
