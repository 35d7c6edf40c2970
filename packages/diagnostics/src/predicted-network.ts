import { predictPropagation, type PredictedLayer } from './mean-field.ts';
import type { LayerStatistics, NetworkStatistics } from './layer-statistics.ts';
import { normalNumbers } from './random.ts';
import { SlopeStatistics } from './slope-statistics.ts';
import type { LayerStack, StackLayer } from './stack.ts';
import { TensorStatistics, type Floats } from './tensor-statistics.ts';

/** Enough to tell shares of inputs to about 2 %. */
const samples = 512;
const layout = { units: 1, inner: 1, cycle: 1, samples };

/** Numbers of mean 0 and variance 1 exactly, spread as normal ones are. */
function standardSample(): Float64Array {
  const normal = normalNumbers(1);
  const half = Float64Array.from({ length: samples / 2 }, normal);
  const rms = Math.sqrt(half.reduce((sum, z) => sum + z * z, 0) / half.length);
  return Float64Array.from({ length: samples }, (_, index) =>
    index % 2 === 0 ? half[index / 2]! / rms : -half[(index - 1) / 2]! / rms,
  );
}

let standard: Float64Array | undefined;

/**
 * What mean-field theory predicts of a stack, in the form in which rules read a capture: each layer
 * as one unit with the predicted distribution. Takes about a millisecond a layer, whatever its width.
 *
 * @param names of the layers, as findings give them
 * @throws RangeError `DIAGNOSTICS_OPTION`
 */
export function predictNetwork(stack: LayerStack, names?: readonly string[]): NetworkStatistics {
  const layers = predictPropagation(stack).map((predicted, index) =>
    statisticsOf(names?.[index] ?? predicted.layer, stack.layers[index]!, predicted),
  );
  return { step: 0, layers };
}

function statisticsOf(
  layer: string,
  { activation, width }: StackLayer,
  { preactivationMean, preactivationVariance, gradientRms }: PredictedLayer,
): LayerStatistics {
  const z = (standard ??= standardSample());
  const std = Math.sqrt(preactivationVariance);
  const inputs = z.map((each) => preactivationMean + std * each);
  const slopes = new SlopeStatistics(activation, layout);
  slopes.add(inputs);
  // Norms are compared between layers of different widths: one unit stands for all.
  const gradient = z.map((each) => each * gradientRms * Math.sqrt(width));
  return {
    layer,
    activation,
    units: 1,
    samples,
    preactivation: measure(inputs),
    output: measure(activation.forward(inputs)),
    slopes,
    gradient: measure(gradient),
    weight: null,
    weightGradient: null,
    update: null,
    learned: [],
    pieces: null,
  };
}

function measure(values: Floats): TensorStatistics {
  const statistics = new TensorStatistics(layout);
  statistics.add(values);
  return statistics;
}
