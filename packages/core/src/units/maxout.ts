import { dtypeOf, type Elements } from '../elements.ts';
import { rangeError, typeError } from '../errors.ts';
import type { UnitRecord } from './index.ts';
import { kernelOf } from '../kernels.ts';
import { withScratchArrays } from '../scratch-arrays.ts';

/** The words of the maxout unit. */
export const maxoutRecord: UnitRecord = {
  id: 'maxout-unit',
  name: 'Maxout unit',
  summary:
    'The largest of several affine functions: a unit with weights of its own that never saturates.',
  formula: String.raw`\max_{j} \left( w_j \cdot x + b_j \right)`,
  derivative: String.raw`w_{j^*} \quad j^* = \arg\max_j \left( w_j \cdot x + b_j \right)`,
  ties: 'the first piece wins and takes the whole gradient, as in TensorFlow Addons',
  source:
    'Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013, Maxout networks, arXiv 1302.4389',
};

/** Sizes of a layer of maxout units. */
export interface MaxoutShape {
  /** Numbers that each unit receives. */
  readonly inputs: number;
  /** Units. */
  readonly outputs: number;
  /** Affine functions of each unit. */
  readonly pieces: number;
}

/**
 * A layer of maxout units. All arrays are flat, in C order and of one dtype: x is
 * [samples, inputs], weights [outputs, pieces, inputs], biases [outputs, pieces], values and dy
 * [samples, outputs]. Sums run in float64.
 */
export interface Maxout extends MaxoutShape {
  readonly kind: 'unit';
  readonly id: 'maxout-unit';
  /** Weights and biases: outputs · pieces · (inputs + 1), `pieces` times those of a plain layer. */
  readonly parameterCount: number;

  /**
   * The largest piece of each unit for each sample, and which one it is: of equal pieces the first.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`
   */
  forward<E extends Elements>(
    x: E,
    weights: E,
    biases: E,
  ): { readonly values: E; readonly winners: Int32Array };

  /**
   * Gradients of inputs, weights and biases, given that of the values: only the winning pieces
   * receive any.
   *
   * @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`
   */
  backward<E extends Elements>(
    x: E,
    weights: E,
    winners: Int32Array,
    dy: E,
  ): { readonly x: E; readonly weights: E; readonly biases: E };
}

/**
 * Makes a layer of maxout units.
 *
 * @throws RangeError `CORE_SHAPE` for sizes that are not whole numbers from 1
 * @see Goodfellow et al. 2013, Maxout networks
 * @example
 * const layer = maxout({ inputs: 2, outputs: 1, pieces: 2 });
 * const weights = Float32Array.of(1, 0, -1, 0); // x₁ and -x₁: the unit computes |x₁|
 * layer.forward(Float32Array.of(-3, 7), weights, new Float32Array(2)).values; // [3]
 */
export function maxout({ inputs, outputs, pieces }: MaxoutShape): Maxout {
  for (const [name, size] of Object.entries({ inputs, outputs, pieces })) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw rangeError(
        'CORE_SHAPE',
        `${name} of maxout is ${size}; it must be a whole number from 1`,
      );
    }
  }
  const weightCount = outputs * pieces * inputs;
  const biasCount = outputs * pieces;

  function samplesOf(x: Elements): number {
    if (x.length % inputs === 0) return x.length / inputs;
    throw rangeError(
      'CORE_LENGTH',
      `x has ${x.length} elements; they must be samples of ${inputs} inputs each`,
    );
  }

  return Object.freeze<Maxout>({
    kind: 'unit',
    id: 'maxout-unit',
    inputs,
    outputs,
    pieces,
    parameterCount: weightCount + biasCount,

    forward(x, weights, biases) {
      const dtype = dtypeOf(x, 'x');
      const samples = samplesOf(x);
      requireLength(x, weights, 'weights', weightCount);
      requireLength(x, biases, 'biases', biasCount);
      const values = newLike(x, samples * outputs);
      const winners = new Int32Array(samples * outputs);
      const run = kernelOf('maxout', 'unitForward', dtype);
      withScratchArrays(({ input, output }) => {
        const reads = [input(x), input(weights), input(biases)];
        run(...reads, output(values), output(winners), samples, inputs, outputs, pieces);
      });
      return { values, winners };
    },

    backward(x, weights, winners, dy) {
      const dtype = dtypeOf(x, 'x');
      const samples = samplesOf(x);
      requireLength(x, weights, 'weights', weightCount);
      requireLength(x, dy, 'dy', samples * outputs);
      requireWinners(winners, samples * outputs, pieces);
      const gradients = {
        x: newLike(x, x.length),
        weights: newLike(x, weightCount),
        biases: newLike(x, biasCount),
      };
      const ofInputs = kernelOf('maxout', 'unitBackward', dtype);
      const ofParameters = kernelOf('maxout', 'unitParameterBackward', dtype);
      withScratchArrays(({ input, output }) => {
        const sizes = [samples, inputs, outputs, pieces];
        const [dyAt, winnersAt] = [input(dy), input(winners)];
        ofInputs(dyAt, winnersAt, input(weights), output(gradients.x), ...sizes);
        const writes = [output(gradients.weights), output(gradients.biases)];
        ofParameters(input(x), dyAt, winnersAt, ...writes, ...sizes);
      });
      return gradients;
    },
  });
}

function requireLength(x: Elements, array: Elements, what: string, length: number): void {
  const [expected, got] = [dtypeOf(x, 'x'), dtypeOf(array, what)];
  if (got !== expected) throw typeError('CORE_DTYPE', `${what} is ${got}; x is ${expected}`);
  if (array.length === length) return;
  throw rangeError(
    'CORE_LENGTH',
    `${what} has ${array.length} elements; the layer takes ${length}`,
  );
}

/** A wrong winner would make the kernel read past the weights. */
function requireWinners(winners: Int32Array, length: number, pieces: number): void {
  if (!(winners instanceof Int32Array)) {
    throw typeError('CORE_DTYPE', 'winners must be the Int32Array that forward returned');
  }
  if (winners.length !== length) {
    throw rangeError(
      'CORE_LENGTH',
      `winners has ${winners.length} elements; the layer takes ${length}`,
    );
  }
  const wrong = winners.find((winner) => winner < 0 || winner >= pieces);
  if (wrong === undefined) return;
  throw rangeError('CORE_SHAPE', `a winner is piece ${wrong}; pieces are 0 to ${pieces - 1}`);
}

function newLike<E extends Elements>(x: E, length: number): E {
  return (dtypeOf(x, 'x') === 'float32'
    ? new Float32Array(length)
    : new Float64Array(length)) as unknown as E;
}
