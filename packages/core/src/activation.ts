import type { Accuracy } from './accuracy.ts';
import { costOf, type Cost } from './cost.ts';
import { emptyLike, requireLike, requireNoPartialOverlap, type Elements } from './elements.ts';
import { mapBackward, mapForward } from './elementwise-map.ts';
import { rangeError } from './errors.ts';
import { computeFacts, type Facts } from './facts.ts';
import {
  perChannel,
  sameForAll,
  type ChannelLayout,
  type ParameterBlocks,
  type ParameterValue,
} from './parameter-blocks.ts';
import { elementwiseKernels } from './kernels.ts';
import { measuredAccuracy } from './measured-accuracy.ts';
import { parameterGradients, type ParameterGradients } from './parameter-gradients.ts';
import { changeParameters, type ParameterChanges } from './parameter-values.ts';
import type { FunctionRecord } from './record.ts';

/** Options of `forward` and `backward`. */
export interface MapOptions<E extends Elements> extends ChannelLayout {
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
   * f of each element.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example relu.forward(Float32Array.of(-1, 2)); // Float32Array [ 0, 2 ]
   */
  forward<E extends Elements>(x: E, options?: MapOptions<E>): E;

  /**
   * dy · f'(x) of each element: what a layer hands to the layer before it. From the input x, so
   * that no slope is lost to the rounding of an output.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example sigmoid.backward(Float32Array.of(20), Float32Array.of(1)); // 2.06e-9, not 0
   */
  backward<E extends Elements>(x: E, dy: E, options?: MapOptions<E>): E;

  /**
   * Gradient of each learned parameter: Σ dy · ∂f/∂parameter, one number, or one a channel where
   * the parameter has one value a channel. Sums are float64.
   *
   * @throws RangeError `CORE_NOT_LEARNED` if the function has no learned parameter
   */
  parameterGradients(x: Elements, dy: Elements, layout?: ChannelLayout): ParameterGradients<P>;

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
      mapForward(kernels[dtype].forward, blocksFor(x.length, options), x, out);
      return out;
    },

    backward(x, dy, options = {}) {
      const out = options.out ?? emptyLike(x);
      const dtype = requireLike(x, dy, 'dy');
      requireLike(x, out, 'out');
      requireNoPartialOverlap(x, out, 'x');
      requireNoPartialOverlap(dy, out, 'dy');
      mapBackward(kernels[dtype].backward, blocksFor(x.length, options), x, dy, out);
      return out;
    },

    parameterGradients(x, dy, layout = {}) {
      const { parameterBackward } = kernels[requireLike(x, dy, 'dy')];
      if (!parameterBackward) {
        throw rangeError('CORE_NOT_LEARNED', `${id} has no learned parameter`);
      }
      const blocks = blocksFor(x.length, layout);
      return parameterGradients(parameterBackward, activation, blocks, x, dy, layout);
    },

    facts: () => (facts ??= computeFacts(activation)),

    accuracy: measuredAccuracy[id],

    cost: costOf(id),
  };
  return Object.freeze(activation);
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
