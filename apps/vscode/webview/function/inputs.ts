import type { Density } from '@actigrad/plot';
import type { FunctionState } from './state.ts';

/** Inputs of a function: places and how often each occurs, as shares of 1. */
export interface Inputs {
  readonly x: Float64Array;
  readonly weights: Float64Array;
  readonly density: Density;
}

/** Standard deviations on each side: beyond lie 2e-9 of the inputs. */
const reach = 6;
/** An odd number, so that the mean is one of the places. */
const places = 1201;

/** The inputs that the state speaks of. */
export function inputsOf({ mean, std, captured }: FunctionState, label: string): Inputs {
  if (captured) {
    const { edges, counts } = captured;
    const x = Float64Array.from(counts, (_, bin) => (edges[bin]! + edges[bin + 1]!) / 2);
    return { x, weights: shares(Float64Array.from(counts)), density: { x, y: counts, label } };
  }
  const x = Float64Array.from(
    { length: places },
    (_, index) => mean + std * reach * ((2 * index) / (places - 1) - 1),
  );
  const y = x.map((at) => Math.exp(-(((at - mean) / std) ** 2) / 2));
  return { x, weights: shares(y), density: { x, y, label } };
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total > 0 ? counts.map((count) => count / total) : counts;
}
