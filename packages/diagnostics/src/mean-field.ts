import { representative, type Activation } from '@actigrad/core';
import { weightVariance, type LayerStack } from './stack.ts';

/** Averages of an activation over normal inputs. */
export interface Expectations {
  /** E f */
  readonly mean: number;
  /** E f² */
  readonly meanSquare: number;
  /** E f'² */
  readonly slopeMeanSquare: number;
}

/** Beyond 13 standard deviations the normal density is under 1e-37. */
const reach = 13;
/** Midpoints: steps of 1/400 standard deviation leave a relative error under 1e-6. */
const points = 10_400;

/** E f, E f² and E f'² for inputs from N(mean, variance), by the midpoint rule between kinks. */
export function expectations(activation: Activation, mean: number, variance: number): Expectations {
  if (variance === 0) {
    const value = activation.value(mean);
    return { mean: value, meanSquare: value ** 2, slopeMeanSquare: activation.slope(mean) ** 2 };
  }
  const std = Math.sqrt(variance);
  const kinks = representative(activation)
    .facts()
    .kinks.map(({ at }) => (at - mean) / std);
  const { at, weight } = normalMidpoints(kinks);
  const inputs = new Float64Array(at.length);
  for (let index = 0; index < at.length; index++) inputs[index] = mean + std * at[index]!;
  const values = activation.forward(inputs);
  const slopes = activation.backward(inputs, new Float64Array(inputs.length).fill(1));
  const sums = { mean: 0, meanSquare: 0, slopeMeanSquare: 0 };
  for (let index = 0; index < at.length; index++) {
    sums.mean += weight[index]! * values[index]!;
    sums.meanSquare += weight[index]! * values[index]! ** 2;
    sums.slopeMeanSquare += weight[index]! * slopes[index]! ** 2;
  }
  return sums;
}

interface Midpoints {
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/** A kink at the mean is where it is for any variance: of most stacks all layers share theirs. */
const kept = new Map<string, Midpoints>();
const mostKept = 8;

/** Midpoints and weights for the standard normal density, in panels that end at the given breaks. */
function normalMidpoints(breaks: readonly number[]): Midpoints {
  const key = breaks.join();
  const known = kept.get(key);
  if (known) return known;
  const made = makeMidpoints(breaks);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
  kept.set(key, made);
  return made;
}

function makeMidpoints(breaks: readonly number[]): Midpoints {
  const inside = breaks.filter((z) => Math.abs(z) < reach);
  const edges = [-reach, ...inside.toSorted((a, b) => a - b), reach];
  const counts = edges
    .slice(1)
    .map((end, index) => Math.ceil((points * (end - edges[index]!)) / (2 * reach)));
  const length = counts.reduce((sum, count) => sum + count, 0);
  const [at, weight] = [new Float64Array(length), new Float64Array(length)];
  let next = 0;
  for (const [index, count] of counts.entries()) {
    const start = edges[index]!;
    const step = (edges[index + 1]! - start) / count;
    for (let k = 0; k < count; k++) {
      const z = start + step * (k + 0.5);
      at[next] = z;
      weight[next++] = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    }
  }
  return { at, weight };
}

/** What a layer of infinite width does to signal and gradient. */
export interface PredictedLayer {
  readonly layer: string;
  readonly preactivationMean: number;
  readonly preactivationVariance: number;
  readonly activationMean: number;
  readonly activationVariance: number;
  /** χ = σw² E f'²: by how much the mean square of the gradient grows through this layer, going back. */
  readonly chi: number;
  /** Root mean square of the gradient by the preactivations. */
  readonly gradientRms: number;
}

/** What comes into a stack at both ends. */
export interface StackEnds {
  readonly inputMean: number;
  readonly inputMeanSquare: number;
  readonly outputGradientMeanSquare: number;
}

const standardEnds: StackEnds = { inputMean: 0, inputMeanSquare: 1, outputGradientMeanSquare: 1 };

/**
 * Predicts signal and gradient by mean-field theory: at great width the preactivations of a layer
 * are normal, with the variance that the layer before gives them, and gradients are independent
 * of the signal. For batch normalisation, whose gradient depends on how alike samples are, the
 * gradient is that of layer normalisation.
 *
 * @see Poole et al. 2016, Exponential expressivity, arXiv 1606.05340; Schoenholz et al. 2017, Deep
 * information propagation, arXiv 1611.01232
 */
export function predictPropagation(
  stack: LayerStack,
  ends: StackEnds = standardEnds,
): PredictedLayer[] {
  const forward = predictForward(stack, ends);
  const predicted: PredictedLayer[] = [];
  let square = ends.outputGradientMeanSquare;
  for (const [index, layer] of [...forward.entries()].toReversed()) {
    const { width, residual } = stack.layers[index]!;
    const atInputs = square * layer.outputGain * layer.slopeMeanSquare;
    predicted.unshift({ ...layer.shown, gradientRms: Math.sqrt(atInputs) });
    const fanIn = index === 0 ? stack.inputs : stack.layers[index - 1]!.width;
    square = (atInputs * layer.weightGain * width) / fanIn + (residual ? square : 0);
  }
  return predicted;
}

function predictForward(stack: LayerStack, { inputMean, inputMeanSquare }: StackEnds) {
  let mean = inputMean;
  let meanSquare = inputMeanSquare;
  return stack.layers.map((layer, index) => {
    const { activation, bias = {}, normalisation, outputNormalisation, residual } = layer;
    const weights = weightVariance(stack, index);
    const before = weights * meanSquare + (bias.variance ?? 0);
    const preactivationMean = normalisation ? 0 : (bias.mean ?? 0);
    const preactivationVariance = normalisation && before > 0 ? 1 : before;
    const output = expectations(activation, preactivationMean, preactivationVariance);
    const weightGain = normalisation ? weights / before : weights;
    const activationVariance = output.meanSquare - output.mean ** 2;
    const isNormalised = outputNormalisation !== undefined && activationVariance > 0;
    const added = isNormalised ? { mean: 0, meanSquare: 1 } : output;
    meanSquare = residual
      ? meanSquare + 2 * mean * added.mean + added.meanSquare
      : added.meanSquare;
    mean = residual ? mean + added.mean : added.mean;
    return {
      weightGain,
      outputGain: isNormalised ? 1 / activationVariance : 1,
      slopeMeanSquare: output.slopeMeanSquare,
      shown: {
        layer: `layer${index}`,
        preactivationMean,
        preactivationVariance,
        activationMean: output.mean,
        activationVariance,
        chi: weightGain * output.slopeMeanSquare,
      },
    };
  });
}

/** Where an endlessly deep stack of one kind of layer ends up. */
export interface DeepLimit {
  /** Variance of preactivations that layers tend to: 0 and Infinity where the signal fades or grows. */
  readonly variance: number;
  /** χ there: under 1 gradients vanish, over 1 they explode. */
  readonly chi: number;
  /** Layers over which a gradient changes by a factor of e: 1 / |ln χ|; Infinity at χ = 1. */
  readonly depthScale: number;
}

/** Iterates the variance map from 1 until it rests, fades or grows without end. */
export function deepLimit(activation: Activation, weights: number, biasVariance = 0): DeepLimit {
  let variance = 1;
  for (let layer = 0; layer < mapSteps; layer++) {
    const next = weights * expectations(activation, 0, variance).meanSquare + biasVariance;
    const isAtRest = Math.abs(next - variance) <= 1e-9 * variance;
    variance = next;
    if (isAtRest || variance < faded || variance > grown) break;
  }
  const chi = weights * expectations(activation, 0, variance).slopeMeanSquare;
  const shown = variance < faded ? 0 : variance > grown ? Infinity : variance;
  const isCritical = Math.abs(chi - 1) < 1e-6;
  return { variance: shown, chi, depthScale: isCritical ? Infinity : 1 / Math.abs(Math.log(chi)) };
}

/** A map that has not come to rest by then is within a percent of where it tends. */
const mapSteps = 300;
const faded = 1e-12;
const grown = 1e12;

/** Weights and biases at which neither signal nor gradient grows or fades. */
export interface CriticalInitialisation {
  /** Variance of the weights times the number of inputs. */
  readonly weights: number;
  readonly biasVariance: number;
  /** Variance of preactivations that it keeps. */
  readonly variance: number;
}

/**
 * Finds σw² = 1 / E f'² and σb² = q - σw² E f² for the variance q nearest over 1 at which σb² is
 * not negative. Undefined where there is none: a function with no slope, or one that always
 * loses gradient before signal.
 */
export function criticalInitialisation(activation: Activation): CriticalInitialisation | undefined {
  const at = (variance: number): CriticalInitialisation => {
    const { meanSquare, slopeMeanSquare } = expectations(activation, 0, variance);
    const bias = variance - meanSquare / slopeMeanSquare;
    // Quadrature is good to 1e-7: a bias variance within it is 0, as for rectifiers.
    const biasVariance = Math.abs(bias) < 1e-6 * variance ? 0 : bias;
    return { weights: 1 / slopeMeanSquare, biasVariance, variance };
  };
  let high = 1;
  while (!(at(high).biasVariance >= 0)) {
    high *= 2;
    if (high > greatestVariance) return undefined;
  }
  if (high === 1) return at(1);
  let low = high / 2;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (at(middle).biasVariance >= 0) high = middle;
    else low = middle;
  }
  return at(high);
}

/** Preactivations of variance over this saturate everything that saturates. */
const greatestVariance = 1e4;
