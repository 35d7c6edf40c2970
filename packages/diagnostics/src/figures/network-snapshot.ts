import { activation as named, representative, type Activation } from '@actigrad/core';
import { layerFigures, type LayerFigures } from '../layer-figures.ts';
import type { LayerStatistics, NetworkStatistics } from '../layer-statistics.ts';
import type { PredictedLayer } from '../mean-field.ts';
import type { Series } from '../series.ts';
import type { SlopeStatistics } from '../slope-statistics.ts';
import type { TensorStatistics } from '../tensor-statistics.ts';

/** A network in plain data: what figures draw, and what may cross a process or become JSON. */
export interface NetworkSnapshot {
  readonly step: number | null;
  /** Where its figures are theory's own: nothing was run. */
  readonly isPredicted?: true;
  readonly layers: readonly LayerSnapshot[];
}

export interface LayerSnapshot {
  readonly figures: LayerFigures;
  readonly activation: ActivationChoice | null;
  readonly preactivations: Bins | null;
  readonly units: UnitSnapshot | null;
  readonly falseGradient: FalseGradient | null;
  /** What mean-field theory says of the layer; null where there is no theory of it. */
  readonly predicted: Prediction | null;
}

/** A function by its id, with one value for each parameter. */
export interface ActivationChoice {
  readonly id: string;
  readonly parameters: { readonly [name: string]: number };
}

/** Equal bins, and how many finite values lie beyond their ends. */
export interface Bins {
  readonly start: number;
  readonly end: number;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

/** One number for each unit. */
export interface UnitSnapshot {
  /** Share of samples with a slope that is not 0. */
  readonly active: readonly number[];
  /** Share of samples with a slope of at least 1 % of the largest. */
  readonly open: readonly number[];
  /** Mean preactivation. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Gradients that were captured as 0 although the true slope is not. */
export interface FalseGradient {
  readonly count: number;
  readonly share: number;
  /** The largest slope that was lost. */
  readonly largestSlope: number;
  /** The input nearest to 0 at which one was lost. */
  readonly nearest: number;
}

export interface Prediction {
  readonly preactivationMean: number;
  readonly preactivationStd: number;
  readonly activationMean: number;
  readonly activationStd: number;
  /** Euclidean norm of the gradient by the preactivations, over the samples measured. */
  readonly gradL2: number;
}

const binCount = 64;
/** Bins cover all but this share at each end: one stray value would press all others into one bin. */
const strayShare = 0.0005;

/**
 * Takes the figures of a network out of its statistics.
 *
 * @param predicted of the same layers, as `propagate` gives it
 */
export function snapshotNetwork(
  { step, layers }: NetworkStatistics,
  predicted: readonly PredictedLayer[] = [],
): NetworkSnapshot {
  return { step, layers: layers.map((layer, index) => snapshotLayer(layer, predicted[index])) };
}

export function snapshotLayer(
  statistics: LayerStatistics,
  predicted?: PredictedLayer,
): LayerSnapshot {
  const { activation, preactivation, slopes } = statistics;
  return {
    figures: layerFigures(statistics),
    activation: activation && choiceOf(activation),
    preactivations: preactivation && binsOf(preactivation),
    units: preactivation && slopes && unitsOf(preactivation, slopes),
    falseGradient: slopes && falseGradientOf(slopes),
    predicted: predicted ? predictionOf(statistics, predicted) : null,
  };
}

/** Functions with parameters of their own that were drawn lately; a figure asks for one many times. */
const drawnLately = new Map<string, Activation>();
const mostKept = 64;

/** The function that a snapshot names, always the same: the facts of one are computed but once. */
export function activationOf({ id, parameters }: ActivationChoice): Activation {
  const usual = named(id);
  if (Object.entries(parameters).every(([name, value]) => usual.parameters[name] === value)) {
    return usual;
  }
  const key = JSON.stringify([id, parameters]);
  const kept = drawnLately.get(key) ?? usual.with(parameters);
  // The one that was not asked for the longest comes first.
  drawnLately.delete(key);
  drawnLately.set(key, kept);
  const [oldest] = drawnLately.keys();
  if (drawnLately.size > mostKept && oldest !== undefined) drawnLately.delete(oldest);
  return kept;
}

function choiceOf(activation: Activation): ActivationChoice {
  const { id, parameters } = representative(activation);
  return { id, parameters: parameters as { readonly [name: string]: number } };
}

/** The finite values of a tensor in equal bins; null where there are none. */
export function binsOf(statistics: TensorStatistics): Bins | null {
  const { sketch, whole } = statistics;
  if (whole.count === 0) return null;
  const [low, high] = [statistics.quantile(strayShare), statistics.quantile(1 - strayShare)];
  const isSpread = high > low;
  const start = isSpread ? low : whole.min;
  const end = isSpread ? high : Math.max(whole.max, whole.min + 1);
  const counts = [...sketch.histogram(start, end, binCount)].map(Math.round);
  const outside = Math.max(0, whole.count - counts.reduce((sum, count) => sum + count, 0));
  const below = Math.min(outside, Math.round(sketch.shareBelow(start) * whole.count));
  return { start, end, counts, below, above: outside - below };
}

function unitsOf(preactivation: TensorStatistics, slopes: SlopeStatistics): UnitSnapshot {
  const units = Array.from({ length: slopes.units }, (_, unit) => preactivation.unit(unit));
  return {
    active: units.map((_, unit) => slopes.activeShare(unit)),
    open: units.map((_, unit) => slopes.openShare(unit)),
    mean: units.map(({ mean }) => mean),
    std: units.map(({ std }) => std),
  };
}

function falseGradientOf({ count: all, falseZeros }: SlopeStatistics): FalseGradient | null {
  const { count, largestSlope, nearest } = falseZeros;
  return count === 0 ? null : { count, share: count / all, largestSlope, nearest };
}

function predictionOf({ units, samples }: LayerStatistics, layer: PredictedLayer): Prediction {
  return {
    preactivationMean: layer.preactivationMean,
    preactivationStd: Math.sqrt(layer.preactivationVariance),
    activationMean: layer.activationMean,
    activationStd: Math.sqrt(layer.activationVariance),
    gradL2: layer.gradientRms * Math.sqrt(units * samples),
  };
}

/** The course of a network in plain data. */
export interface SeriesSnapshot {
  readonly steps: readonly number[];
  readonly layers: readonly {
    readonly layer: string;
    /** One for each step, in order. */
    readonly figures: readonly LayerFigures[];
    readonly deaths: readonly { readonly unit: number; readonly step: number }[];
  }[];
}

export function snapshotSeries({ steps, layers }: Series): SeriesSnapshot {
  return {
    steps: [...steps],
    layers: [...layers].map(([layer, { figures, deaths }]) => ({
      layer,
      figures: [...figures],
      deaths: deaths.map(({ unit, step }) => ({ unit, step })),
    })),
  };
}
