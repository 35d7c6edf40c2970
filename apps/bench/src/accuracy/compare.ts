import { readFileSync } from 'node:fs';
import type { Figures } from './figures.ts';

/** What assembly/compare.ts exports. */
interface Comparison {
  readonly memory: WebAssembly.Memory;
  readonly capacity: WebAssembly.Global<'i32'>;
  readonly got: WebAssembly.Global<'i32'>;
  readonly exact: WebAssembly.Global<'i32'>;
  readonly errors: WebAssembly.Global<'i32'>;
  readonly maxUlp: WebAssembly.Global<'f64'>;
  readonly sumUlp: WebAssembly.Global<'f64'>;
  readonly correctlyRounded: WebAssembly.Global<'i32'>;
  readonly compare: (count: number, leastPower: number) => void;
}

const binary = readFileSync(new URL('../../build/compare.wasm', import.meta.url));
const wasm = new WebAssembly.Instance(new WebAssembly.Module(binary))
  .exports as unknown as Comparison;

/** Most elements that are compared at once. */
export const stepLength: number = wasm.capacity.value;

const { buffer } = wasm.memory;
const gotCopy = new Float32Array(buffer, wasm.got.value, stepLength);
const exactCopy = new Float64Array(buffer, wasm.exact.value, stepLength);
const errors = new Float64Array(buffer, wasm.errors.value, stepLength);

/** Which float32 stands at `index`: the bit pattern `first + index * step`. */
export interface Inputs {
  readonly first: number;
  readonly step: number;
}

/** Below the smallest normal float32 the spacing stays the same. */
const leastNormal = 2 ** -126;

export interface CompareOptions {
  /** The worst input is looked for only if its error is above this; default 0. */
  readonly above?: number;
  /** Spacings are at least those at this power of two; default that of the subnormals. */
  readonly leastPower?: number;
}

/**
 * Reduces the errors of the first `count` results, at most `stepLength`; how an error is counted
 * stands in assembly/compare.ts.
 */
export function compare(
  got: Float32Array,
  exact: Float64Array,
  count: number,
  inputs: Inputs,
  { above = 0, leastPower = leastNormal }: CompareOptions = {},
): Figures {
  gotCopy.set(got.subarray(0, count));
  exactCopy.set(exact.subarray(0, count));
  // The rest of the last four compares as equal; it is not counted.
  const padded = Math.ceil(count / 4) * 4;
  gotCopy.fill(1, count, padded);
  exactCopy.fill(1, count, padded);
  wasm.compare(padded, leastPower);
  const maxUlp = wasm.maxUlp.value;
  return {
    count,
    maxUlp,
    worst: maxUlp > above ? inputs.first + errors.indexOf(maxUlp) * inputs.step : 0,
    sumUlp: wasm.sumUlp.value,
    correctlyRounded: wasm.correctlyRounded.value - (padded - count),
  };
}
