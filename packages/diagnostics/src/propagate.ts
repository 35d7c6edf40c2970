import { rangeError } from './errors.ts';
import type { LayerStatistics, NetworkStatistics } from './layer-statistics.ts';
import { times, timesTransposed, transposedTimes, type Matrix } from './linear.ts';
import { predictPropagation, type PredictedLayer } from './mean-field.ts';
import { normalise, normaliseBackward, type Normalisation } from './normalisation.ts';
import { normalNumbers } from './random.ts';
import { SlopeStatistics } from './slope-statistics.ts';
import { checkStack, weightVariance, type LayerStack, type StackLayer } from './stack.ts';
import { TensorStatistics, type Floats } from './tensor-statistics.ts';
import type { UnitLayout } from './unit-layout.ts';

export interface PropagateOptions {
  /** Samples from N(0, 1); default 64. Ignored with `data`. */
  readonly samples?: number;
  /** Weights, biases, samples and output gradients follow from it; default 1. */
  readonly seed?: number;
  /** Inputs of your own, [samples, inputs] row by row. */
  readonly data?: Float32Array | Float64Array;
  /** Weights [width, inputs] and biases of each layer, instead of random ones. */
  readonly parameters?: readonly LayerParameters[];
  /** Gradient by the output, [samples, width]; default normal, with a norm of about 1 / √samples. */
  readonly outputGradient?: Float64Array;
  /** Whether to compute and measure weight gradients, half of the work; default true. */
  readonly measureWeights?: boolean;
}

export interface LayerParameters {
  readonly weight: Float32Array;
  readonly bias?: Float64Array;
}

export interface Propagation {
  /** What the simulation measured: the rules read it like a capture at step 0. */
  readonly network: NetworkStatistics;
  /** What mean-field theory says of the same stack, layer by layer. */
  readonly predicted: readonly PredictedLayer[];
}

/**
 * Runs a stack forward and backward through the kernels, in float64 with float32 weights. One
 * draw of weights scatters about the prediction by up to √(2 / width).
 *
 * @throws RangeError `DIAGNOSTICS_OPTION`, `DIAGNOSTICS_SHAPE`
 */
export function propagate(stack: LayerStack, options: PropagateOptions = {}): Propagation {
  const layers = propagateByLayer(stack, options);
  for (;;) {
    const { done, value } = layers.next();
    if (done) return value;
  }
}

/**
 * The same, pausing after each layer forward and each backward: whoever runs it may do other things
 * between, or leave it.
 *
 * @throws as `propagate`, at the first step
 * @example for (const _ of propagateByLayer(stack)) if (signal.aborted) break;
 */
export function* propagateByLayer(
  stack: LayerStack,
  options: PropagateOptions = {},
): Generator<void, Propagation> {
  checkStack(stack);
  const { samples = 64, seed = 1, data, outputGradient, measureWeights = true } = options;
  const normal = normalNumbers(seed);
  const input = inputMatrix(stack.inputs, samples, data, normal);
  const passes: ForwardPass[] = [];
  let x = input;
  for (const [index, layer] of stack.layers.entries()) {
    const parameters =
      options.parameters?.[index] ?? drawParameters(stack, index, x.columns, normal);
    requireLength(`weight of layer${index}`, parameters.weight.length, layer.width * x.columns);
    const pass = runForward(layer, parameters, x);
    passes.push(pass);
    x = pass.next;
    yield;
  }
  const gradient = outputGradient ?? drawGradient(x, normal);
  const layers = yield* runBackward(stack, passes, gradient, measureWeights);
  const predicted = predictPropagation(stack, {
    inputMean: average(input.values, 1),
    inputMeanSquare: average(input.values, 2),
    outputGradientMeanSquare: average(gradient, 2),
  });
  return { network: { step: 0, layers }, predicted };
}

/** As of a loss that is a mean over samples: the gradient by a sample has a norm of 1 / samples. */
function drawGradient({ rows, columns, values }: Matrix, normal: () => number): Float64Array {
  const scale = 1 / (rows * Math.sqrt(columns));
  return Float64Array.from(values, () => scale * normal());
}

function average(values: Float64Array, power: 1 | 2): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length;
}

function inputMatrix(
  inputs: number,
  samples: number,
  data: PropagateOptions['data'],
  normal: () => number,
): Matrix {
  const rows = data ? data.length / inputs : samples;
  if (!Number.isInteger(rows) || rows < 1) {
    throw rangeError(
      'DIAGNOSTICS_SHAPE',
      `there are ${rows} samples of ${inputs} inputs; whole samples from 1 on`,
    );
  }
  const values = data
    ? Float64Array.from(data)
    : Float64Array.from({ length: rows * inputs }, normal);
  return { rows, columns: inputs, values };
}

function drawParameters(
  stack: LayerStack,
  index: number,
  inputs: number,
  normal: () => number,
): LayerParameters {
  const { width, bias: { mean = 0, variance = 0 } = {} } = stack.layers[index]!;
  const scale = Math.sqrt(weightVariance(stack, index) / inputs);
  const weight = new Float32Array(width * inputs);
  for (let at = 0; at < weight.length; at++) weight[at] = scale * normal();
  const bias = Float64Array.from({ length: width }, () => mean + Math.sqrt(variance) * normal());
  return { weight, bias };
}

function requireLength(what: string, length: number, expected: number): void {
  if (length === expected) return;
  throw rangeError('DIAGNOSTICS_SHAPE', `${what} has ${length} values; it takes ${expected}`);
}

interface ForwardPass {
  readonly x: Matrix;
  readonly weight: Matrix<Float32Array>;
  /** Inputs of the activation. */
  readonly z: Matrix;
  /** 1 / standard deviation of what was normalised. */
  readonly scales: Float64Array | undefined;
  readonly output: Float64Array;
  /** The output where it was normalised, and 1 / standard deviation of what it was. */
  readonly normalised: { readonly output: Matrix; readonly scales: Float64Array } | undefined;
  readonly next: Matrix;
}

function runForward(layer: StackLayer, { weight, bias }: LayerParameters, x: Matrix): ForwardPass {
  const w = { rows: layer.width, columns: x.columns, values: weight };
  const z = timesTransposed(x, w);
  if (bias) for (let at = 0; at < z.values.length; at++) z.values[at]! += bias[at % layer.width]!;
  const scales = layer.normalisation && normalise(z, layer.normalisation);
  const output = layer.activation.forward(z.values, { shape: [z.rows, z.columns] });
  const normalised =
    layer.outputNormalisation && normaliseCopy({ ...z, values: output }, layer.outputNormalisation);
  const given = normalised?.output.values ?? output;
  const next = layer.residual ? given.map((value, at) => value + x.values[at]!) : given;
  return { x, weight: w, z, scales, output, normalised, next: { ...z, values: next } };
}

function normaliseCopy(x: Matrix, kind: Normalisation): ForwardPass['normalised'] {
  const output = { ...x, values: x.values.slice() };
  return { output, scales: normalise(output, kind) };
}

function* runBackward(
  stack: LayerStack,
  passes: readonly ForwardPass[],
  outputGradient: Float64Array,
  measureWeights: boolean,
): Generator<void, LayerStatistics[]> {
  requireLength('outputGradient', outputGradient.length, passes.at(-1)!.next.values.length);
  const measured: LayerStatistics[] = [];
  let gradient = outputGradient;
  for (const [index, pass] of [...passes.entries()].toReversed()) {
    const { activation, residual, normalisation, outputNormalisation } = stack.layers[index]!;
    const { x, z, weight, scales, normalised } = pass;
    const shape = [z.rows, z.columns];
    const byOutput = { ...z, values: normalised ? gradient.slice() : gradient };
    if (normalised && outputNormalisation)
      normaliseBackward(byOutput, normalised.output, normalised.scales, outputNormalisation);
    const byInputs = { ...z, values: activation.backward(z.values, byOutput.values, { shape }) };
    const captured = byInputs.values.slice();
    if (normalisation && scales) normaliseBackward(byInputs, z, scales, normalisation);
    const weights = measureWeights
      ? measureParameters(weight, transposedTimes(byInputs, x))
      : { weight: null, weightGradient: null };
    measured.unshift({
      ...measureSignal(`layer${index}`, stack.layers[index]!, pass, captured),
      ...weights,
    });
    if (index === 0) break;
    const byX = times(byInputs, weight).values;
    gradient = residual ? byX.map((value, at) => value + gradient[at]!) : byX;
    yield;
  }
  return measured;
}

function measureSignal(
  layer: string,
  { activation, width }: StackLayer,
  { z, output }: ForwardPass,
  gradient: Float64Array,
): Omit<LayerStatistics, 'weight' | 'weightGradient'> {
  const layout = { units: width, inner: 1, cycle: width, samples: z.rows };
  const slopes = new SlopeStatistics(activation, layout);
  slopes.add(z.values);
  return {
    layer,
    activation,
    units: width,
    samples: z.rows,
    preactivation: statisticsOf(z.values, layout),
    output: statisticsOf(output, layout),
    slopes,
    gradient: statisticsOf(gradient, layout),
    update: null,
    learned: [],
    pieces: null,
  };
}

function measureParameters(
  weight: Matrix<Float32Array>,
  gradient: Matrix,
): Pick<LayerStatistics, 'weight' | 'weightGradient'> {
  const { rows, columns, values } = weight;
  const layout = { units: rows, inner: columns, cycle: values.length, samples: columns };
  return {
    weight: statisticsOf(values, layout),
    weightGradient: statisticsOf(gradient.values, layout),
  };
}

function statisticsOf(values: Floats, layout: UnitLayout): TensorStatistics {
  const statistics = new TensorStatistics(layout);
  statistics.add(values);
  return statistics;
}
