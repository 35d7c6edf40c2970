import type { Activation, ReductionStep } from '@actigrad/core';
import {
  capturedLayers,
  layerActivation,
  metadataNumber,
  type ActivationChoice,
  type Capture,
  type CapturedLayer,
  type CapturedTensor,
} from './capture.ts';
import { rangeError } from './errors.ts';
import type {
  LayerStatistics,
  LearnedParameter,
  NetworkStatistics,
  WeightUpdate,
} from './layer-statistics.ts';
import { countWins, pieceLayout } from './piece-wins.ts';
import { SlopeStatistics } from './slope-statistics.ts';
import { TensorStatistics, type Floats } from './tensor-statistics.ts';
import { chunkLength, unitLayout, wholeCycles } from './unit-layout.ts';

export interface MeasureOptions {
  /** Names the activation where the metadata does not, or otherwise. */
  readonly activation?: ActivationChoice;
  /** Axis of the units in preactivations and outputs; default: last of up to 3 axes, else 1. */
  readonly unitAxis?: number;
  /** Axis of the units in weights; default 0, as in PyTorch; Keras has the last, 1 in a matrix. */
  readonly weightUnitAxis?: number;
  /** The capture before this one, to measure how far the weights have moved. */
  readonly previous?: Capture;
  /** A pool of `@actigrad/pool`: its threads measure while this one reads. Default: this thread. */
  readonly pool?: Reducer;
}

/** What measures the chunks of tensors: a pool is one. */
export interface Reducer {
  reduce(groups: AsyncIterable<readonly ReductionStep[]>): Promise<void>;
}

const callingThread: Reducer = {
  async reduce(groups) {
    for await (const steps of groups)
      for (const { into, arrays, start } of steps) into.add(arrays, start);
  },
};

/**
 * Measures every layer of a capture, streaming its tensors one after the other.
 *
 * @throws RangeError `DIAGNOSTICS_NO_LAYERS`, `DIAGNOSTICS_ACTIVATION_UNKNOWN`, `DIAGNOSTICS_SHAPE`
 */
export async function measureCapture(
  capture: Capture,
  options: MeasureOptions = {},
): Promise<NetworkStatistics> {
  const before = new Map(
    options.previous && capturedLayers(options.previous).map((layer) => [layer.layer, layer]),
  );
  const learningRate = metadataNumber(capture, 'learningRate');
  const stepsSince = stepsBetween(options.previous, capture);
  const layers: LayerStatistics[] = [];
  for (const layer of capturedLayers(capture)) {
    const previousWeight = before.get(layer.layer)?.tensors.weight;
    layers.push(
      await measureLayer(layer, capture, options, { previousWeight, stepsSince, learningRate }),
    );
  }
  return { step: metadataNumber(capture, 'step'), layers };
}

function stepsBetween(before: Capture | undefined, after: Capture): number {
  const [start, end] = [before, after].map((capture) => capture && metadataNumber(capture, 'step'));
  return Math.max(1, (end ?? 1) - (start ?? 0));
}

interface Step {
  readonly previousWeight: CapturedTensor | undefined;
  /** Steps of training since then. */
  readonly stepsSince: number;
  readonly learningRate: number | null;
}

async function measureLayer(
  { layer, tensors }: CapturedLayer,
  capture: Capture,
  {
    activation: choice,
    unitAxis,
    weightUnitAxis = 0,
    pool: reducer = callingThread,
  }: MeasureOptions,
  { previousWeight, stepsSince, learningRate }: Step,
): Promise<LayerStatistics> {
  const { preactivation, output, gradient, weight, weightGradient, pieces } = tensors;
  requireEqualShapes(layer, [preactivation, output, gradient]);
  const first = preactivation ?? output;
  const layout = first ? unitLayout(layer, first, unitAxis) : pieceLayout(layer, pieces!);
  const named = first ? layerActivation(layer, capture, choice) : null;
  const learned = named ? await readLearned(layer, named, layout.units, capture) : [];
  const activation = named && withLearned(named, learned);
  const statistics = async (tensor: CapturedTensor | undefined, axis: number | undefined) =>
    tensor ? measureTensor(layer, tensor, reducer, axis) : null;
  const inputs =
    preactivation && activation
      ? await measureInputs(layer, preactivation, gradient, activation, reducer, unitAxis)
      : { preactivation: null, slopes: null, gradient: await statistics(gradient, unitAxis) };
  const weights = {
    weight: await statistics(weight, weightUnitAxis),
    weightGradient: await statistics(weightGradient, weightUnitAxis),
  };
  return {
    layer,
    activation,
    units: layout.units,
    samples: layout.samples,
    ...inputs,
    output: await statistics(output, unitAxis),
    ...weights,
    update:
      (weight &&
        previousWeight &&
        (await measureUpdate(layer, previousWeight, weight, stepsSince))) ??
      estimateUpdate(weights, learningRate),
    learned,
    pieces: pieces ? await countWins(layer, pieces) : null,
  };
}

function requireEqualShapes(layer: string, tensors: readonly (CapturedTensor | undefined)[]): void {
  const shapes = new Set(
    tensors.filter((tensor) => tensor !== undefined).map(({ shape }) => shape.join(', ')),
  );
  if (shapes.size < 2) return;
  throw rangeError(
    'DIAGNOSTICS_SHAPE',
    `tensors of ${layer} have shapes [${[...shapes].join('] and [')}]; they must have one shape`,
  );
}

async function measureTensor(
  layer: string,
  tensor: CapturedTensor,
  reducer: Reducer,
  axis?: number,
): Promise<TensorStatistics> {
  const statistics = new TensorStatistics(unitLayout(layer, tensor, axis));
  async function* steps(): AsyncGenerator<readonly ReductionStep[]> {
    let start = 0;
    for await (const chunk of tensor.chunks({ chunkLength })) {
      yield [{ into: statistics, arrays: [chunk], start }];
      start += chunk.length;
    }
  }
  await reducer.reduce(steps());
  return statistics;
}

/** Reads preactivations and their gradients side by side: a false gradient shows in the pair. */
async function measureInputs(
  layer: string,
  preactivation: CapturedTensor,
  gradient: CapturedTensor | undefined,
  activation: Activation,
  reducer: Reducer,
  axis?: number,
): Promise<Pick<LayerStatistics, 'preactivation' | 'slopes' | 'gradient'>> {
  const layout = unitLayout(layer, preactivation, axis);
  const inputs = new TensorStatistics(layout);
  const slopes = new SlopeStatistics(
    activation,
    layout,
    gradient && (resolutions[gradient.dtype] ?? 0),
  );
  const gradients = gradient && new TensorStatistics(layout);
  async function* steps(): AsyncGenerator<readonly ReductionStep[]> {
    let start = 0;
    const pairs = inStep(preactivation, gradient, wholeCycles(layout));
    for await (const [chunk, gradientChunk] of pairs) {
      yield [
        { into: inputs, arrays: [chunk], start },
        { into: slopes, arrays: gradientChunk ? [chunk, gradientChunk] : [chunk], start },
        ...(gradients && gradientChunk
          ? [{ into: gradients, arrays: [gradientChunk], start }]
          : []),
      ];
      start += chunk.length;
    }
  }
  await reducer.reduce(steps());
  return { preactivation: inputs, slopes, gradient: gradients ?? null };
}

/** Spacing of numbers near 1: 2^-fraction bits. */
const resolutions: { readonly [dtype: string]: number } = {
  F64: 2 ** -52,
  F32: 2 ** -23,
  F16: 2 ** -10,
  BF16: 2 ** -7,
};

async function* inStep(
  tensor: CapturedTensor,
  partner: CapturedTensor | undefined,
  length: number,
): AsyncGenerator<[Floats, Floats | undefined]> {
  const partners = partner && iterate(partner.chunks({ chunkLength: length }));
  for await (const chunk of tensor.chunks({ chunkLength: length })) {
    yield [chunk, partners && ((await partners.next()).value as Floats | undefined)];
  }
}

async function* iterate(chunks: AsyncIterable<Floats> | Iterable<Floats>): AsyncGenerator<Floats> {
  yield* chunks;
}

/** Learned parameters are captured as `<layer>.<parameter>`, one value or one a unit. */
async function readLearned(
  layer: string,
  activation: Activation,
  units: number,
  capture: Capture,
): Promise<LearnedParameter[]> {
  const learned: LearnedParameter[] = [];
  for (const [name, { learned: isLearned }] of Object.entries(activation.record.parameters)) {
    const tensor = isLearned && capture.tensors.get(`${layer}.${name}`);
    if (!tensor) continue;
    const length = tensor.shape.reduce((product, size) => product * size, 1);
    if (length !== 1 && length !== units) {
      throw rangeError(
        'DIAGNOSTICS_SHAPE',
        `${layer}.${name} has ${length} values; it takes 1, or ${units}, one a unit`,
      );
    }
    const values: number[] = [];
    for await (const chunk of tensor.chunks({ chunkLength }))
      for (const value of chunk) values.push(value);
    learned.push({ name, values });
  }
  return learned;
}

function withLearned(activation: Activation, learned: readonly LearnedParameter[]): Activation {
  const given: { [name: string]: number | readonly number[] } = {};
  for (const { name, values } of learned) given[name] = values.length === 1 ? values[0]! : values;
  return learned.length === 0 ? activation : activation.with(given);
}

async function measureUpdate(
  layer: string,
  before: CapturedTensor,
  after: CapturedTensor,
  stepsSince: number,
): Promise<WeightUpdate> {
  requireEqualShapes(layer, [before, after]);
  const layout = { units: 1, inner: 1, cycle: 1, samples: 1 };
  const weights = new TensorStatistics(layout);
  const steps = new TensorStatistics(layout);
  for await (const [from, to] of inStep(before, after, chunkLength)) {
    weights.add(from);
    const step = new Float64Array(from.length);
    for (let index = 0; index < step.length; index++)
      step[index] = (to?.[index] ?? NaN) - from[index]!;
    steps.add(step);
  }
  const moved = steps.whole;
  return {
    // What is not a number has moved by no known amount.
    ratio: steps.nonFinite > 0 ? NaN : moved.l2 / weights.whole.l2 / stepsSince,
    basis: 'measured',
    changed: moved.zero < moved.count || steps.nonFinite > 0,
  };
}

function estimateUpdate(
  { weight, weightGradient }: Pick<LayerStatistics, 'weight' | 'weightGradient'>,
  learningRate: number | null,
): WeightUpdate | null {
  if (!weight || !weightGradient || learningRate === null) return null;
  const ratio = (learningRate * weightGradient.whole.l2) / weight.whole.l2;
  return { ratio, basis: 'estimated', changed: null };
}
