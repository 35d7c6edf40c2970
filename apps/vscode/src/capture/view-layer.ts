import type { LayerStatistics, TensorStatistics } from '@actigrad/diagnostics';
import { binsOf, sampleUnits, snapshotLayer } from '@actigrad/diagnostics/figures';
import type { Tensor } from '@actigrad/tensors';
import type { LayerView, TensorFigures } from './report.ts';

/** What is shown of a layer, as plain data. */
export async function viewLayer(
  statistics: LayerStatistics,
  preactivations: Tensor | undefined,
  unitAxis: number | undefined,
): Promise<LayerView> {
  const { layer, preactivation } = statistics;
  const parts: { readonly [part: string]: TensorStatistics | null } = {
    preactivation,
    activation: statistics.output,
    'preactivation.grad': statistics.gradient,
    weight: statistics.weight,
    'weight.grad': statistics.weightGradient,
  };
  const tensors: { [part: string]: TensorFigures } = {};
  for (const [part, measured] of Object.entries(parts)) {
    if (measured) tensors[part] = viewTensor(`${layer}.${part}`, measured);
  }
  const unitSamples = preactivations ? await sampleUnits(layer, preactivations, unitAxis) : null;
  return { ...snapshotLayer(statistics), unitSamples, tensors };
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
    bins: binsOf(statistics),
  };
}

/** A figure of no values is null, as in the figures of a layer. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
