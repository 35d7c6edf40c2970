import { allocate, maxout, type Elements } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

const shape = { inputs: 5, outputs: 4, pieces: 3 };
const samples = 7;
const layer = maxout(shape);

/** Reproducible numbers in -1 to 1. */
function numbers(length: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A float32 copy in kernel memory. */
function narrow(array: Float64Array): Float32Array {
  const narrowed = allocate(array.length, 'float32');
  narrowed.set(array);
  return narrowed;
}

const x = numbers(samples * shape.inputs, 1);
const weights = numbers(shape.outputs * shape.pieces * shape.inputs, 2);
const biases = numbers(shape.outputs * shape.pieces, 3);
const dy = numbers(samples * shape.outputs, 4);

/** Σ dy · values: its derivative by any input is that input's gradient. */
function loss(inputs: Elements, w: Elements, b: Elements): number {
  const { values } = layer.forward(inputs as Float64Array, w as Float64Array, b as Float64Array);
  return values.reduce((sum, value, index) => sum + value * (dy[index] as number), 0);
}

test('a value is the largest piece, and the winner says which', () => {
  const { values, winners } = layer.forward(x, weights, biases);
  for (let sample = 0; sample < samples; sample++) {
    for (let unit = 0; unit < shape.outputs; unit++) {
      const pieces = Array.from({ length: shape.pieces }, (_, piece) => {
        const at = unit * shape.pieces + piece;
        let sum = biases[at] as number;
        for (let i = 0; i < shape.inputs; i++) {
          sum +=
            (x[sample * shape.inputs + i] as number) * (weights[at * shape.inputs + i] as number);
        }
        return sum;
      });
      const output = sample * shape.outputs + unit;
      expect(values[output]).toBeCloseTo(Math.max(...pieces), 14);
      expect(winners[output]).toBe(pieces.indexOf(Math.max(...pieces)));
    }
  }
});

test('gradients of inputs, weights and biases match central differences to 1e-6', () => {
  const { winners } = layer.forward(x, weights, biases);
  const gradients = layer.backward(x, weights, winners, dy);
  const h = 1e-6;
  for (const [gradient, moved] of [
    [gradients.x, x],
    [gradients.weights, weights],
    [gradients.biases, biases],
  ] as const) {
    for (const index of moved.keys()) {
      const by = (step: number) => {
        const shifted = moved.slice();
        shifted[index] = (moved[index] as number) + step;
        const pick = (array: Float64Array) => (array === moved ? shifted : array);
        return loss(pick(x), pick(weights), pick(biases));
      };
      expect(Math.abs((gradient[index] as number) - (by(h) - by(-h)) / (2 * h))).toBeLessThan(1e-6);
    }
  }
});

test('ties go to the first piece, which takes the whole gradient', () => {
  const two = maxout({ inputs: 1, outputs: 1, pieces: 2 });
  const same = Float32Array.of(2, 2);
  const { values, winners } = two.forward(Float32Array.of(3), same, new Float32Array(2));
  expect([...values, ...winners]).toEqual([6, 0]);
  const gradients = two.backward(Float32Array.of(3), same, winners, Float32Array.of(1));
  expect([...gradients.weights]).toEqual([3, 0]);
  expect([...gradients.biases]).toEqual([1, 0]);
});

test('float32 gives the float64 results rounded, also from kernel memory', () => {
  const [x32, weights32, biases32] = [narrow(x), narrow(weights), narrow(biases)];
  const wide = layer.forward(
    Float64Array.from(x32),
    Float64Array.from(weights32),
    Float64Array.from(biases32),
  );
  const { values, winners } = layer.forward(x32, weights32, biases32);
  expect([...values]).toEqual([...Float32Array.from(wide.values)]);
  expect(winners).toEqual(wide.winners);
});

test('the parameter count is that of its weights and biases', () => {
  expect(layer.parameterCount).toBe(weights.length + biases.length);
});

test('NaN wins, and no sample is no work', () => {
  const two = maxout({ inputs: 1, outputs: 1, pieces: 2 });
  const withNaN = Float64Array.of(NaN, 1);
  expect(two.forward(Float64Array.of(1), withNaN, new Float64Array(2)).values[0]).toBeNaN();
  expect(two.forward(new Float64Array(0), withNaN, new Float64Array(2)).values).toHaveLength(0);
});

describe('what does not fit is refused with a code', () => {
  const { winners } = layer.forward(x, weights, biases);
  test.each([
    [
      'no pieces',
      () => maxout({ ...shape, pieces: 0 }),
      'CORE_SHAPE',
      'pieces of maxout is 0; it must be a whole number from 1',
    ],
    [
      'half a sample',
      () => layer.forward(x.subarray(1), weights, biases),
      'CORE_LENGTH',
      'x has 34 elements; they must be samples of 5 inputs each',
    ],
    [
      'weights',
      () => layer.forward(x, weights.subarray(1), biases),
      'CORE_LENGTH',
      'weights has 59 elements; the layer takes 60',
    ],
    [
      'a dtype',
      () => layer.forward(x, weights, new Float32Array(12) as never),
      'CORE_DTYPE',
      'biases is float32; x is float64',
    ],
    [
      'a winner',
      () =>
        layer.backward(
          x,
          weights,
          winners.map(() => 3),
          dy,
        ),
      'CORE_SHAPE',
      'a winner is piece 3; pieces are 0 to 2',
    ],
    [
      'too few winners',
      () => layer.backward(x, weights, winners.subarray(1), dy),
      'CORE_LENGTH',
      'winners has 27 elements; the layer takes 28',
    ],
  ])('%s', (_case, attempt, code, message) => {
    expect(attempt).toThrow(expect.objectContaining({ code, message }));
  });
});
