import { findAxis, type Axis, type AxisOptions } from './axis.ts';
import { addedBias, type AddedBias } from './bias.ts';
import { forEachBiasedBlocks } from './biased-blocks.ts';
import { sumByChannel, type ChannelSums } from './channel-sums.ts';
import type { Gradients } from './gradients.ts';
import { elementsPerTile, forEachStretch, source, tiles } from './tiles.ts';
import {
  dtypeOf,
  emptyLike,
  requireDtype,
  requireLike,
  requireNoPartialOverlap,
  type Elements,
} from './elements.ts';
import { rangeError } from './errors.ts';
import { sameForAll, type ParameterBlocks } from './parameter-blocks.ts';
import { changeParameters } from './parameter-values.ts';
import type { ArrayFunctionRecord } from './record.ts';

/** Options of the functions of whole rows and halves. */
export interface ArrayOptions<E extends Elements> extends AxisOptions {
  /** Receives the result; may be x, or dy, itself where it has its length. Default: a new plain array. */
  readonly out?: E;
  /** One number a slice of the axis, of the dtype of x, that is added to x. Default: none. */
  readonly bias?: E;
  /** Gated functions: which half is the gate. Default `value-first`, as in PyTorch. */
  readonly order?: 'value-first' | 'gate-first';
  /** Maxout: pieces of each unit. Default 2. */
  readonly pieces?: number;
  /**
   * Maxout: the pieces of a unit are neighbours on the axis (pylearn2), or as far apart as there
   * are units (TensorFlow Addons). Default `adjacent`.
   */
  readonly layout?: 'adjacent' | 'strided';
}

/** What varies along the axis: one result may depend on many elements. */
export type ArrayKind = 'rowwise' | 'gated' | 'pieces' | 'paired';

/**
 * A function of whole rows (softmax), of two halves (GLU), of pieces (maxout), or with two results
 * (CReLU), along one axis of an array. Immutable. NaN stays in its row; a result does not depend on
 * the position of its row.
 */
export interface ArrayFunction<P extends string = string> {
  readonly kind: ArrayKind;
  readonly id: string;
  readonly name: string;
  readonly record: ArrayFunctionRecord<P>;
  readonly parameters: { readonly [name in P]: number };

  /** @throws TypeError `CORE_UNKNOWN_PARAMETER`, RangeError `CORE_PARAMETER_OUT_OF_RANGE` */
  with(parameters: { readonly [name in P]?: number }): ArrayFunction<P>;

  /** The function of one row, in float64. */
  value(row: readonly number[], options?: ArrayOptions<Float64Array>): number[];

  /** The Jacobian of one row in float64: [j][i] is ∂ result j / ∂ x i. */
  slope(row: readonly number[], options?: ArrayOptions<Float64Array>): number[][];

  /**
   * The function along an axis.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example softmax.forward(Float32Array.of(1, 2, 3)); // [0.09, 0.245, 0.665]
   */
  forward<E extends Elements>(x: E, options?: ArrayOptions<E>): E;

  /**
   * The gradient of x given that of the result, computed from x.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   */
  backward<E extends Elements>(x: E, dy: E, options?: ArrayOptions<E>): E;

  /**
   * The gradients of x and of the bias in one pass; `parameters` is empty, since none is learned.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_OVERLAP`, `CORE_SHAPE`
   * @example
   * const [z, bias] = [Float32Array.of(1, 0, 2, 0), Float32Array.of(0, 1)];
   * glu.gradients(z, Float32Array.of(1, 1), { bias, shape: [2, 2] }).bias; // [1.46, 0.59]
   */
  gradients<E extends Elements>(x: E, dy: E, options?: ArrayOptions<E>): Gradients<E, P>;
}

/** How one kind of function runs; lengths and dtypes have been checked. */
export interface ArrayKernels {
  /** Slices of the result along the axis for `size` slices of x. */
  resultSize(size: number, options: ArrayOptions<Elements>): number;
  forward(call: ArrayCall, x: Elements, out: Elements): void;
  backward(call: ArrayCall, x: Elements, dy: Elements, out: Elements): void;
}

export interface ArrayCall {
  readonly axis: Axis;
  readonly parameters: ParameterBlocks;
  readonly options: ArrayOptions<Elements>;
}

export function createArrayFunction<const P extends string>(
  kind: ArrayKind,
  record: ArrayFunctionRecord<P>,
  kernels: ArrayKernels,
  given?: { readonly [name in P]: number },
): ArrayFunction<P> {
  const names = Object.keys(record.parameters) as P[];
  const parameters =
    given ??
    (Object.fromEntries(names.map((name) => [name, record.parameters[name].default])) as {
      [name in P]: number;
    });
  const blocks = sameForAll(Object.values<number>(parameters));

  function prepare(
    x: Elements,
    options: ArrayOptions<Elements>,
  ): { call: ArrayCall; length: number } {
    dtypeOf(x, 'x');
    const axis = findAxis(x.length, options);
    const length = axis.outer * kernels.resultSize(axis.size, options) * axis.inner;
    return { call: { axis, parameters: blocks, options }, length };
  }

  /** The gradient of x, and its sums if they are asked for and there is a bias. */
  function runBackward<E extends Elements>(
    x: E,
    dy: E,
    options: ArrayOptions<E>,
    isBiasAsked = false,
  ): { readonly out: E; readonly sums?: ChannelSums } {
    const { call, length } = prepare(x, options);
    requireLength(dy, x, length, 'dy');
    const out = options.out ?? emptyLike(x);
    requireLike(x, out, 'out');
    requireNoPartialOverlap(x, out, 'x');
    requireNoPartialOverlap(dy, out, 'dy');
    const bias = biasOf(x, options);
    if (!bias) {
      kernels.backward(call, x, dy, out);
      return { out };
    }
    const biasSums = isBiasAsked ? sumByChannel(bias.channels, dtypeOf(x, 'x')) : undefined;
    const { outer } = call.axis;
    forEachBiasedBlocks(x, bias, call.axis, (sums, block, axis) => {
      const gradient = blocksOf(out, outer, block, axis.outer);
      kernels.backward({ ...call, axis }, sums, blocksOf(dy, outer, block, axis.outer), gradient);
      if (biasSums) addGradient(biasSums, gradient, (out.length / outer) * block);
    });
    return biasSums ? { out, sums: biasSums } : { out };
  }

  const self: ArrayFunction<P> = {
    kind,
    id: record.id,
    name: record.name,
    record,
    parameters: Object.freeze({ ...parameters }),
    with: (changes) =>
      createArrayFunction(
        kind,
        record,
        kernels,
        changeParameters(record, parameters, changes) as { [name in P]: number },
      ),
    value: (row, options = {}) => [...self.forward(Float64Array.from(row), options)],

    slope(row, options = {}) {
      const x = Float64Array.from(row);
      const { length } = prepare(x, options);
      return Array.from({ length }, (_, index) => {
        const dy = new Float64Array(length);
        dy[index] = 1;
        return [...self.backward(x, dy, options)];
      });
    },

    forward(x, options = {}) {
      const { call, length } = prepare(x, options);
      const out = options.out ?? emptyLike(x, length);
      requireLength(out, x, length, 'out');
      requireNoPartialOverlap(x, out, 'x');
      const bias = biasOf(x, options);
      if (!bias) kernels.forward(call, x, out);
      else
        forEachBiasedBlocks(x, bias, call.axis, (sums, block, axis) => {
          const result = blocksOf(out, call.axis.outer, block, axis.outer);
          kernels.forward({ ...call, axis }, sums, result);
        });
      return out;
    },

    backward: (x, dy, options = {}) => runBackward(x, dy, options).out,

    gradients(x, dy, options = {}) {
      const { out, sums } = runBackward(x, dy, options, true);
      const gradients = { x: out, parameters: {} };
      return sums ? { ...gradients, bias: sums.values } : gradients;
    },
  };
  return Object.freeze(self);
}

function requireLength(array: Elements, x: Elements, length: number, what: string): void {
  requireDtype(x, array, what);
  if (array.length === length) return;
  throw rangeError('CORE_LENGTH', `${what} has ${array.length} elements; it takes ${length}`);
}

/** The bias along the axis. */
function biasOf(
  x: Elements,
  { bias, axis = -1, ...options }: ArrayOptions<Elements>,
): AddedBias | undefined {
  if (!bias) return undefined;
  const shape = options.shape ?? [x.length];
  return addedBias(x, { bias, shape, channelAxis: axis < 0 ? shape.length + axis : axis });
}

/** The elements of some of the `outer` blocks of an array. */
function blocksOf(array: Elements, outer: number, first: number, count: number): Elements {
  const length = array.length / outer;
  return array.subarray(first * length, (first + count) * length);
}

/** Adds up a stretch of gradients that begins at element `first`. */
function addGradient(sums: ChannelSums, gradient: Elements, first: number): void {
  forEachStretch(gradient.length, elementsPerTile(dtypeOf(gradient, 'out')), (start, count) => {
    sums.add(source(gradient, start, count, tiles.x), first + start, count);
  });
}
