import { activations, allocate, gelu, prelu, relu, sigmoid, xielu } from '@actigrad/core';
import type { Activation, Dtype, Elements, InputOptions } from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { channelOf, expectSums, numbers, sameBits, summed, type Layout } from './biased-sums.ts';

const everyFunction = [...activations.values()].map((f) => ({ id: f.id, f }));
const dtypes: readonly Dtype[] = ['float32', 'float64'];

function perChannel(f: Activation, channels: number): Activation {
  const learned = Object.entries(f.record.parameters).filter(([, parameter]) => parameter.learned);
  const values = learned.map(([name, parameter]) => {
    const list = Array.from(
      { length: channels },
      (_, channel) => parameter.default + channel / 100,
    );
    return [name, list] as const;
  });
  return f.with(Object.fromEntries(values));
}

/** One call against those that it stands for. */
function expectFused(f: Activation, x: Elements, dy: Elements, options: InputOptions): void {
  const [x32, dy32] = [x as Float32Array, dy as Float32Array];
  const given = options as InputOptions<Float32Array>;
  const gradients = f.gradients(x32, dy32, given);
  expect(sameBits(gradients.x, f.backward(x32, dy32, given))).toBe(true);
  const isLearned = Object.values(f.record.parameters).some(({ learned }) => learned);
  expect(gradients.parameters).toEqual(isLearned ? f.parameterGradients(x, dy, options) : {});
}

describe.each(everyFunction)('$id', ({ f }) => {
  test.each(dtypes)('%s: all gradients in one call have the bits of their own calls', (dtype) => {
    for (let length = 0; length <= 67; length++) {
      const layout = { shape: [length + 1, 3], start: 1 };
      const x = numbers(dtype, length, 1.3);
      const dy = numbers(dtype, length, 2.1);
      expectFused(f, x, dy, {});
      const bias = numbers(dtype, 3, 0.7);
      expectFused(perChannel(f, 3), x, dy, { ...layout, bias });
    }
  });

  test('in place of x or dy, also in kernel memory, gradients are the same', () => {
    const length = 16_411;
    const from = numbers('float32', length, 1.3) as Float32Array;
    const dyFrom = numbers('float32', length, 2.1) as Float32Array;
    const expected = f.gradients(from, dyFrom);
    for (const make of [() => new Float32Array(length), () => allocate(length, 'float32')]) {
      for (const target of ['x', 'dy'] as const) {
        const arrays = { x: make(), dy: make() };
        arrays.x.set(from);
        arrays.dy.set(dyFrom);
        const got = f.gradients(arrays.x, arrays.dy, { out: arrays[target] });
        expect(sameBits(got.x, expected.x)).toBe(true);
        expect(got.parameters).toEqual(expected.parameters);
      }
    }
  });
});

describe.each(dtypes)('%s, channels of every form over many tiles', (dtype) => {
  test.each<Layout>([
    { shape: [9001, 7], channelAxis: 1 },
    { shape: [100, 601], channelAxis: 1 },
    { shape: [3, 20_003], channelAxis: 1 },
    { shape: [50_021], channelAxis: 0 },
    { shape: [60, 7, 143], channelAxis: 1 },
    { shape: [2, 3, 17_001], channelAxis: 1 },
    { shape: [5, 12_007], channelAxis: 0 },
    { shape: [2, 4001, 7], channelAxis: 1 },
    { shape: [40, 70, 5, 5], channelAxis: 1 },
    { shape: [60_013, 1], channelAxis: 1 },
    { shape: [11, 0], channelAxis: 1 },
  ])('axis $channelAxis of $shape', (layout) => {
    const { shape, channelAxis } = layout;
    const length = shape.reduce((product, size) => product * size, 1);
    const x = numbers(dtype, length, 1.3) as Float32Array;
    const dy = numbers(dtype, length, 2.1) as Float32Array;
    const bias = numbers(dtype, shape[channelAxis] as number, 0.7) as Float32Array;
    const sums = summed(x, bias, layout) as Float32Array;
    expect(sameBits(sigmoid.forward(x, { ...layout, bias }), sigmoid.forward(sums))).toBe(true);
    const gradients = sigmoid.gradients(x, dy, { ...layout, bias });
    expect(sameBits(gradients.x, sigmoid.backward(sums, dy))).toBe(true);
    expectSums(gradients.bias as Float64Array, gradients.x, layout);
    for (const start of [0, 1, 777].filter((first) => first + 20_000 < length)) {
      const end = start + 20_000;
      const piece = { ...layout, bias, start };
      const [xPiece, dyPiece] = [x.subarray(start, end), dy.subarray(start, end)];
      const part = sigmoid.gradients(xPiece, dyPiece, piece);
      expect(sameBits(part.x, gradients.x.subarray(start, end))).toBe(true);
      expectSums(part.bias as Float64Array, part.x, layout, start);
    }
    if (bias.length > 0) {
      const f = prelu.with({ alpha: Array.from(bias) });
      expectFused(f, x, dy, { ...layout, bias });
      const leaky = x.map((at, i) => (at > 0 ? at : at * (bias[channelOf(layout, i)] as number)));
      expect(sameBits(f.forward(x, layout), leaky)).toBe(true);
      const end = Math.min(length, 20_001);
      const piece = f.forward(x.subarray(1, end), { ...layout, start: 1 });
      expect(sameBits(piece, leaky.subarray(1, end))).toBe(true);
    }
  });
});

test('a parameter and its bias may share the channels, and each gets its gradient', () => {
  const f = xielu.with({ alphaP: [0.5, 0.6] });
  const bias = Float64Array.of(0.25, -0.5);
  const shape = [3, 2];
  const x = Float64Array.of(-1, 2, 0.5, -0.3, 3, 1);
  const dy = Float64Array.of(1, 1, -1, 2, 1, 0.5);
  const { parameters, bias: byBias } = f.gradients(x, dy, { bias, shape });
  const loss = (g: Activation, b: Float64Array) =>
    g.forward(x, { bias: b, shape }).reduce((sum, y, index) => sum + y * (dy[index] as number), 0);
  const h = 1e-6;
  for (const channel of [0, 1]) {
    const move = (values: Iterable<number>, by: number) =>
      Array.from(values, (value, index) => (index === channel ? value + by : value));
    const moved = (by: number) => loss(f, Float64Array.from(move(bias, by)));
    expect(byBias?.[channel]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
    const steeper = (by: number) => loss(f.with({ alphaP: move([0.5, 0.6], by) }), bias);
    const gradient = (parameters.alphaP as Float64Array)[channel];
    expect(gradient).toBeCloseTo((steeper(h) - steeper(-h)) / (2 * h), 6);
  }
  expect(typeof parameters.alphaN).toBe('number');
});

test('without a bias there is no gradient for it', () => {
  const { x, ...others } = gelu.gradients(Float32Array.of(1), Float32Array.of(2));
  expect(x).toEqual(gelu.backward(Float32Array.of(1), Float32Array.of(2)));
  expect(others).toEqual({ parameters: {} });
});

describe('what does not fit is refused with a code', () => {
  const x = new Float32Array(6);
  test.each([
    [
      'a gradient of another length',
      () => relu.gradients(x, new Float32Array(5)),
      'CORE_LENGTH',
      'dy has 5 elements; x has 6',
    ],
    [
      'an output of another length',
      () => relu.gradients(x, x, { out: new Float32Array(7) }),
      'CORE_LENGTH',
      'out has 7 elements; x has 6',
    ],
    [
      'an output that overlaps in part',
      () => {
        const buffer = new Float32Array(8);
        relu.gradients(buffer.subarray(0, 6), x, { out: buffer.subarray(1, 7) });
      },
      'CORE_OVERLAP',
      'out starts 4 bytes from x in the same buffer; it must be x itself or not overlap it',
    ],
  ])('%s', (_case, attempt, code, message) => {
    expect(attempt).toThrow(expect.objectContaining({ code, message }));
  });
});
