import {
  layerFigures,
  type LayerStatistics,
  type SlopeStatistics,
  type TensorStatistics,
} from '@actigrad/diagnostics';
import type { BinCounts, FalseGradient, LayerView, TensorFigures, UnitFigures } from './report.ts';

const binCount = 64;
/** Bins cover all but this share at each end: one stray value would press all others into one bin. */
const strayShare = 0.0005;

/** What is shown of a layer, as plain data. */
export function viewLayer(statistics: LayerStatistics): LayerView {
  const { layer, activation, preactivation, slopes } = statistics;
  const parts: { readonly [part: string]: TensorStatistics | null } = {
    preactivation,
    activation: statistics.output,
    'preactivation.grad': statistics.gradient,
    weight: statistics.weight,
    'weight.grad': statistics.weightGradient,
  };
  const tensors = Object.entries(parts).flatMap(([part, measured]) =>
    measured ? [[part, viewTensor(`${layer}.${part}`, measured)] as const] : [],
  );
  return {
    figures: layerFigures(statistics),
    activation: activation && {
      id: activation.id,
      name: activation.name,
      parameters: Object.fromEntries(
        Object.entries(activation.parameters).map(([name, value]) => [name, meanOf(value)]),
      ),
    },
    units: preactivation && slopes ? viewUnits(preactivation, slopes) : null,
    falseGradient: slopes && viewFalseGradient(slopes),
    tensors: Object.fromEntries(tensors),
  };
}

/** A parameter of one value a unit is shown by its mean. */
function meanOf(value: number | ArrayLike<number>): number {
  if (typeof value === 'number') return value;
  let sum = 0;
  for (let index = 0; index < value.length; index++) sum += value[index]!;
  return sum / value.length;
}

export function viewTensor(name: string, statistics: TensorStatistics): TensorFigures {
  const { whole } = statistics;
  return {
    name,
    read: whole.count + statistics.nonFinite,
    mean: finite(whole.mean),
    std: finite(whole.std),
    min: finite(whole.min),
    max: finite(whole.max),
    quantiles: [0.01, 0.5, 0.99].map((p) => finite(statistics.quantile(p))),
    zero: whole.zero,
    negative: whole.negative,
    nan: statistics.nan,
    infinite: statistics.positiveInfinity + statistics.negativeInfinity,
    bins: whole.count === 0 ? null : binsOf(statistics),
  };
}

function binsOf(statistics: TensorStatistics): BinCounts {
  const { sketch, whole } = statistics;
  const low = statistics.quantile(strayShare);
  const high = statistics.quantile(1 - strayShare);
  const isSpread = high > low;
  const start = isSpread ? low : whole.min;
  const end = isSpread ? high : whole.max > whole.min ? whole.max : whole.min + 1;
  const below = isSpread && whole.min < low ? sketch.shareBelow(low) * whole.count : 0;
  const above = isSpread && whole.max > high ? (1 - sketch.shareBelow(high)) * whole.count : 0;
  return {
    start,
    end,
    counts: [...sketch.histogram(start, end, binCount)].map(Math.round),
    below: Math.round(below),
    above: Math.round(above),
  };
}

function viewUnits(preactivation: TensorStatistics, slopes: SlopeStatistics): UnitFigures {
  const units = Array.from({ length: slopes.units }, (_, unit) => preactivation.unit(unit));
  return {
    active: Float32Array.from(units, (_, unit) => slopes.activeShare(unit)),
    mean: Float32Array.from(units, ({ mean }) => mean),
    std: Float32Array.from(units, ({ std }) => std),
  };
}

function viewFalseGradient(slopes: SlopeStatistics): FalseGradient | null {
  const { count, largestSlope, nearest } = slopes.falseZeros;
  if (count === 0) return null;
  return {
    share: count / slopes.count,
    count,
    largestSlope,
    nearest,
    unitsFalselyDead: slopes.unitsFalselyDead(),
  };
}

/** A figure of no values is null, as in the figures of a layer. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
