import type { Activation } from '@actigrad/core';
import type { Bins } from '@actigrad/plot';
import type { Inputs } from './inputs.ts';

/** What becomes of inputs in a function: of the signal, and of a gradient that comes back. */
export interface Outcome {
  readonly mean: number;
  readonly std: number;
  /** E f². */
  readonly meanSquare: number;
  /** E f'²: what is left of the mean square of a gradient. */
  readonly slopeMeanSquare: number;
  /** Share of inputs with a slope under 1 % of the largest, and of exactly 0. */
  readonly saturated: number;
  readonly dead: number;
  readonly outputs: Bins;
  readonly slopes: Bins;
  /**
   * E f'² E x² / E f²: factor of a gradient's mean square in a layer whose weights keep the inputs
   * of the next one as large as its own (mean field: Poole et al. 2016, arXiv 1606.05340).
   */
  readonly layerFactor: number;
}

const binCount = 40;
/** Where slopes grow without end, 1 % of 1. */
const saturatedShare = 0.01;

export function computeOutcome(activation: Activation, { x, weights }: Inputs): Outcome {
  const values = activation.forward(x);
  const slopes = activation.backward(x, new Float64Array(x.length).fill(1));
  const largest = Math.abs(activation.facts().largestSlope.value);
  const limit = saturatedShare * (Number.isFinite(largest) ? largest : 1);
  const expect = (of: (index: number) => number): number =>
    weights.reduce((sum, weight, index) => (weight > 0 ? sum + weight * of(index) : sum), 0);
  const mean = expect((index) => values[index]!);
  const meanSquare = expect((index) => values[index]! ** 2);
  const slopeMeanSquare = expect((index) => slopes[index]! ** 2);
  return {
    mean,
    std: Math.sqrt(Math.max(0, meanSquare - mean ** 2)),
    meanSquare,
    slopeMeanSquare,
    saturated: expect((index) => Number(Math.abs(slopes[index]!) < limit)),
    dead: expect((index) => Number(slopes[index] === 0)),
    outputs: binsOf(values, weights),
    slopes: binsOf(slopes, weights),
    layerFactor: (slopeMeanSquare * expect((index) => x[index]! ** 2)) / meanSquare,
  };
}

/** Rare places far out would leave the rest in one bin. */
const leastShare = 1e-6;

function binsOf(values: Float64Array, weights: Float64Array): Bins {
  let [start, end] = [Infinity, -Infinity];
  values.forEach((value, index) => {
    if (weights[index]! < leastShare || !Number.isFinite(value)) return;
    start = Math.min(start, value);
    end = Math.max(end, value);
  });
  if (start > end) return { edges: [], counts: [] };
  if (start === end) [start, end] = [start - 0.5, end + 0.5];
  const counts = new Float64Array(binCount);
  values.forEach((value, index) => {
    const bin = Math.floor(((value - start) / (end - start)) * binCount);
    if (bin >= 0 && bin <= binCount) counts[Math.min(bin, binCount - 1)]! += weights[index]!;
  });
  const edges = Float64Array.from(
    { length: binCount + 1 },
    (_, edge) => start + ((end - start) * edge) / binCount,
  );
  return { edges, counts };
}
