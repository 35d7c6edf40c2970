import type { Accuracy } from './accuracy.ts';
import { addedBias, type InputOptions } from './bias.ts';
import { perChannel } from './channel-blocks.ts';
import { sumByChannel } from './channel-sums.ts';
import type { ChannelLayout } from './channels.ts';
import { costOf, type Cost } from './cost.ts';
import {
  dtypeOf,
  emptyLike,
  requireLike,
  requireNoPartialOverlap,
  type Elements,
} from './elements.ts';
import { mapBackward, mapForward } from './elementwise-map.ts';
import { rangeError } from './errors.ts';
import { computeFacts, type Facts } from './facts.ts';
import {
  mapGradients,
  parameterGradientsOf,
  parameterSumsOf,
  type BackwardInputs,
  type Gradients,
  type ParameterGradients,
} from './gradients.ts';
import { sameForAll, type ParameterBlocks, type ParameterValue } from './parameter-blocks.ts';
import { elementwiseKernels } from './kernels.ts';
import { measuredAccuracy } from './measured-accuracy.ts';
import { changeParameters, type ParameterChanges } from './parameter-values.ts';
import type { FunctionRecord } from './record.ts';

/** Options of `forward`, `backward` and `gradients`. */
export interface MapOptions<E extends Elements> extends InputOptions<E> {
  /** Receives the result: same dtype and length as x; may be x, or dy, itself. Default: a new plain array. */
  readonly out?: E;
}

/**
 * An activation function with fixed parameters: immutable, made by `activation(name)` or imported
 * by name.
 *
 * Arrays may have any length and byte offset, over plain or shared buffers. NaN stays NaN,
 * infinities give the limit. A result depends on its element alone: not on its position, the
 * length, the alignment, or being written in place.
 */
export interface Activation<P extends string = string> {
  readonly kind: 'elementwise';
  readonly id: string;
  readonly name: string;
  /** The words of the function: formulas, parameters with bounds, names in frameworks, source. */
  readonly record: FunctionRecord<P>;
  /** Current values, in the order of the record. */
  readonly parameters: { readonly [name in P]: ParameterValue };

  /**
   * The same function with other parameters; those not named keep their values.
   *
   * @throws TypeError `CORE_UNKNOWN_PARAMETER`, RangeError `CORE_PARAMETER_OUT_OF_RANGE`
   * @example leakyRelu.with({ slope: 0.2 }).value(-1); // -0.2
   */
  with(parameters: ParameterChanges<P>): Activation<P>;

  /** f(x) in float64, by the kernel that arrays run through. */
  value(x: number): number;

  /** f'(x) in float64, computed from x; at a kink the record's convention. */
  slope(x: number): number;

  /**
   * f of each element, or of its sum with the `bias` of its channel, which is never stored.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example relu.forward(Float32Array.of(-1, 2)); // Float32Array [ 0, 2 ]
   * @example
   * const bias = Float32Array.of(0.5, -3); // of two units, for two samples
   * relu.forward(Float32Array.of(-1, 2, 1, 4), { bias, shape: [2, 2] }); // [0, 0, 1.5, 1]
   */
  forward<E extends Elements>(x: E, options?: MapOptions<E>): E;

  /**
   * dy · f'(x) of each element: what a layer hands to the layer before it. From the input x, so
   * that no slope is lost to the rounding of an output.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example sigmoid.backward(Float32Array.of(20), Float32Array.of(1)); // [2.06e-9], not [0]
   */
  backward<E extends Elements>(x: E, dy: E, options?: MapOptions<E>): E;

  /**
   * Gradient of each learned parameter: Σ dy · ∂f/∂parameter, one number, or one a channel where
   * the parameter has one value a channel. Sums are float64.
   *
   * @throws RangeError `CORE_NOT_LEARNED` if the function has no learned parameter
   */
  parameterGradients(x: Elements, dy: Elements, options?: InputOptions): ParameterGradients<P>;

  /**
   * The gradients of x, of the learned parameters and of the bias from one reading of x and dy: to
   * the same bits as from `backward` and `parameterGradients`. Of use for any function: where
   * nothing is learned, `parameters` is empty.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example
   * const { x, parameters } = prelu.gradients(Float32Array.of(-2, 3), Float32Array.of(1, 1));
   * x; // Float32Array [ 0.25, 1 ]
   * parameters; // { alpha: -2 }
   */
  gradients<E extends Elements>(x: E, dy: E, options?: MapOptions<E>): Gradients<E, P>;

  /** What is true of this curve, computed from the kernel at first use. */
  facts(): Facts;

  /** Errors measured with the default parameters; undefined for a function not measured yet. */
  readonly accuracy: Accuracy | undefined;

  /** Work of the float32 kernels: `speedClass(relu.cost.forward)` is 'light'. */
  readonly cost: Cost;
}

/** Makes the activation that a record describes, with its default parameters. */
export function define<const P extends string>(record: FunctionRecord<P>): Activation<P> {
  const names = Object.keys(record.parameters) as P[];
  return create(
    record,
    Object.fromEntries(names.map((name) => [name, record.parameters[name].default])) as {
      [name in P]: number;
    },
  );
}

function create<P extends string>(
  record: FunctionRecord<P>,
  parameters: { readonly [name in P]: ParameterValue },
): Activation<P> {
  const { id, name } = record;
  const kernels = elementwiseKernels(id);
  const blocksFor = parameterLayout(Object.values<ParameterValue>(parameters));
  let facts: Facts | undefined;

  function valueAndSlope(x: number): [value: number, slope: number] {
    const at = Float64Array.of(x);
    return [
      activation.forward(at)[0] as number,
      activation.backward(at, Float64Array.of(1))[0] as number,
    ];
  }

  function inputsFor(x: Elements, dy: Elements, options: InputOptions): BackwardInputs {
    return {
      kernels: kernels[dtypeOf(x, 'x')],
      blocks: blocksFor(x.length, options),
      x,
      dy,
      bias: addedBias(x, options),
    };
  }

  const activation: Activation<P> = {
    kind: 'elementwise',
    id,
    name,
    record,
    parameters: Object.freeze({ ...parameters }),

    with(changes) {
      return create(record, changeParameters(record, parameters, changes));
    },

    value: (x) => valueAndSlope(x)[0],
    slope: (x) => valueAndSlope(x)[1],

    forward(x, options = {}) {
      const out = options.out ?? emptyLike(x);
      const dtype = requireLike(x, out, 'out');
      requireNoPartialOverlap(x, out, 'x');
      mapForward(
        kernels[dtype].forward,
        blocksFor(x.length, options),
        x,
        addedBias(x, options),
        out,
      );
      return out;
    },

    backward(x, dy, options = {}) {
      const out = gradientFor(x, dy, options.out);
      const run = kernels[dtypeOf(x, 'x')].backward;
      mapBackward(run, blocksFor(x.length, options), x, addedBias(x, options), dy, out);
      return out;
    },

    parameterGradients(x, dy, options = {}) {
      const dtype = requireLike(x, dy, 'dy');
      if (!kernels[dtype].parameterBackward) {
        throw rangeError('CORE_NOT_LEARNED', `${id} has no learned parameter`);
      }
      const sums = parameterSumsOf(record, parameters, x, options);
      mapGradients(inputsFor(x, dy, options), sums);
      return parameterGradientsOf(record, parameters, sums);
    },

    gradients(x, dy, options = {}) {
      const out = gradientFor(x, dy, options.out);
      const inputs = inputsFor(x, dy, options);
      const sums = parameterSumsOf(record, parameters, x, options);
      const biasSums = inputs.bias && sumByChannel(inputs.bias.channels, dtypeOf(x, 'x'));
      mapGradients(inputs, sums, out, biasSums);
      const gradients = { x: out, parameters: parameterGradientsOf(record, parameters, sums) };
      return biasSums ? { ...gradients, bias: biasSums.values } : gradients;
    },

    facts: () => (facts ??= computeFacts(activation)),

    accuracy: measuredAccuracy[id],

    cost: costOf(id),
  };
  return Object.freeze(activation);
}

/** Checks that dy fits x, and so does `out`, which is a new array by default. */
function gradientFor<E extends Elements>(x: E, dy: E, given: E | undefined): E {
  const out = given ?? emptyLike(x);
  requireLike(x, dy, 'dy');
  requireLike(x, out, 'out');
  requireNoPartialOverlap(x, out, 'x');
  requireNoPartialOverlap(dy, out, 'dy');
  return out;
}

/** How the kernels get these values: prepared once where no value depends on the channel. */
function parameterLayout(
  values: readonly ParameterValue[],
): (length: number, layout: ChannelLayout) => ParameterBlocks {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) {
    return (length, layout) => perChannel(values, length, layout);
  }
  const blocks = sameForAll(numbers);
  return () => blocks;
}
