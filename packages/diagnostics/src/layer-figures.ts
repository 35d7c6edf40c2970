import type { LayerStatistics } from './layer-statistics.ts';

/** A layer in figures, as JSON has it. A figure is null where its tensor was not captured. */
export interface LayerFigures {
  readonly layer: string;
  readonly units: number;
  /** Values of each unit. */
  readonly samples: number;
  /** Units whose true slope is exactly 0 for every sample. */
  readonly deadUnits: number | null;
  /** Share of preactivations whose slope is under 1 % of the function's largest. */
  readonly slopeBelow1Percent: number | null;
  /** Share of preactivations whose slope is exactly 0. */
  readonly slopeZero: number | null;
  readonly preactivationMean: number | null;
  /** Population standard deviation. */
  readonly preactivationStd: number | null;
  readonly activationMean: number | null;
  readonly activationStd: number | null;
  /** Share of activations above 0. */
  readonly positiveFraction: number | null;
  /** Euclidean norm of the gradient by the preactivations. */
  readonly gradL2: number | null;
  readonly weightGradL2: number | null;
  readonly weightL2: number | null;
  readonly gradMeanAbs: number | null;
  /** How far the weight gradients of a unit agree in sign, 0 to 1, mean over units. */
  readonly signCoherence: number | null;
  /** ‖Δw‖ / ‖w‖ of one step. */
  readonly updateRatio: number | null;
}

export function layerFigures(statistics: LayerStatistics): LayerFigures {
  const { layer, units, samples, slopes, update } = statistics;
  const preactivation = statistics.preactivation?.whole;
  const output = statistics.output?.whole;
  const gradient = statistics.gradient?.whole;
  return {
    layer,
    units,
    samples,
    deadUnits: slopes?.unitsActiveAtMost(0) ?? null,
    slopeBelow1Percent: finite(slopes && slopes.below1Percent / slopes.count),
    slopeZero: finite(slopes && slopes.zero / slopes.count),
    preactivationMean: finite(preactivation?.mean),
    preactivationStd: finite(preactivation?.std),
    activationMean: finite(output?.mean),
    activationStd: finite(output?.std),
    positiveFraction: finite(output && output.positive / output.count),
    gradL2: finite(gradient?.l2),
    weightGradL2: finite(statistics.weightGradient?.whole.l2),
    weightL2: finite(statistics.weight?.whole.l2),
    gradMeanAbs: finite(gradient?.meanAbs),
    signCoherence: finite(statistics.weightGradient?.signCoherence),
    updateRatio: finite(update?.ratio),
  };
}

/** JSON has no NaN: a figure of no values is null, like one that was not captured. */
function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
