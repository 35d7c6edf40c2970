import {
  activations,
  allocate,
  arrayFunctions,
  gelu,
  prelu,
  relu,
  sigmoid,
  xielu,
} from '@actigrad/core';
import type { Activation, Dtype, Elements, InputOptions } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

const everyFunction = [...activations.values()].map((f) => ({ id: f.id, f }));
const dtypes: readonly Dtype[] = ['float32', 'float64'];

function arrayOf(dtype: Dtype, values: Iterable<number>): Elements {
  return dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
}

/** Reproducible numbers of many magnitudes and both signs. */
function numbers(dtype: Dtype, length: number, seed: number): Elements {
  const at = (index: number) => Math.sin((index + 1) * seed) * 10 ** ((index % 5) - 3);
  return arrayOf(
    dtype,
    Array.from({ length }, (_, index) => at(index)),
  );
}

/** A caller without types, as JavaScript has them. */
const untyped = (value: unknown): never => value as never;

/** Bit for bit, but that any NaN equals another. */
function sameBits(a: Elements, b: Elements): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

interface Layout {
  readonly shape: readonly number[];
  readonly channelAxis: number;
}

function channelOf({ shape, channelAxis }: Layout, position: number): number {
  const inner = shape.slice(channelAxis + 1).reduce((product, size) => product * size, 1);
  return Math.floor(position / inner) % (shape[channelAxis] as number);
}

/** What a caller without `bias` would store: the sums in the dtype. */
function summed(x: Elements, bias: Elements, layout: Layout, start = 0): Elements {
  return x.map((value, index) => value + (bias[channelOf(layout, start + index)] as number));
}

/** Sums over channels that lose nothing: Neumaier's, which keeps what each addition rounds off. */
function channelSums(values: Elements, layout: Layout, start = 0): { sum: number; size: number }[] {
  const sums = Array.from({ length: layout.shape[layout.channelAxis] as number }, () => ({
    sum: 0,
    rest: 0,
    size: 0,
  }));
  for (const [index, value] of values.entries()) {
    const into = sums[channelOf(layout, start + index)]!;
    const next = into.sum + value;
    into.rest +=
      Math.abs(into.sum) >= Math.abs(value) ? into.sum - next + value : value - next + into.sum;
    into.sum = next;
    into.size += Math.abs(value);
  }
  return sums.map(({ sum, rest, size }) => ({ sum: sum + rest, size }));
}

/** Sums of n float64 in any order are within n ULP of the sum of sizes. */
function expectSums(got: Float64Array, values: Elements, layout: Layout, start = 0): void {
  const exact = channelSums(values, layout, start);
  expect(got).toHaveLength(exact.length);
  const worst = exact.map(
    ({ sum, size }, channel) =>
      Math.abs((got[channel] as number) - sum) - values.length * 2 ** -52 * size,
  );
  expect(Math.max(...worst)).toBeLessThanOrEqual(0);
}

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

/** Arrays of 0 to 67 elements with a bias: for all, one of three, a row, and more than there are. */
const biased = { float32: biasedOf('float32'), float64: biasedOf('float64') };

function biasedOf(dtype: Dtype) {
  return Array.from({ length: 68 }, (_, length) => {
    const channels = [1, 3, length, length + 1][length % 4] as number;
    const rows = Math.ceil(length / Math.max(channels, 1));
    const layout = { shape: [rows, channels], channelAxis: 1 };
    const given = { ...layout, start: 0, bias: numbers(dtype, channels, 0.7) as Float32Array };
    const all = numbers(dtype, length, 1.3);
    const dy = numbers(dtype, length, 2.1) as Float32Array;
    const sums = summed(all, given.bias, layout) as Float32Array;
    return { length, layout, given, all, dy, sums };
  });
}

describe.each(everyFunction)('$id', ({ f }) => {
  test.each(dtypes)(
    '%s: a bias gives the bits of stored sums, in any home and in place',
    (dtype) => {
      const over = (buffer: ArrayBuffer | SharedArrayBuffer) =>
        dtype === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
      const bytes = 70 * (dtype === 'float32' ? 4 : 8);
      const homes = [new ArrayBuffer(bytes), new SharedArrayBuffer(bytes)].map(over);
      homes.push(allocate(70, dtype));
      for (const { length, layout, given, all, dy, sums } of biased[dtype]) {
        const values = f.forward(sums);
        const slopes = f.backward(sums, dy);
        for (const home of homes) {
          const x = home.subarray(1, 1 + length) as Float32Array;
          x.set(all);
          const guard = [home[0], home[length + 1], home[length + 2]];
          expect(sameBits(f.forward(x, given), values)).toBe(true);
          expect(sameBits(f.backward(x, dy, given), slopes)).toBe(true);
          expect(sameBits(x, all)).toBe(true);
          expect(sameBits(f.forward(x, { ...given, out: x }), values)).toBe(true);
          x.set(all);
          const gradients = f.gradients(x, dy, { ...given, out: x });
          expect(gradients.x).toBe(x);
          expect(sameBits(x, slopes)).toBe(true);
          expectSums(gradients.bias as Float64Array, slopes, layout);
          expect([home[0], home[length + 1], home[length + 2]]).toEqual(guard);
        }
      }
    },
  );

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

describe.each([...arrayFunctions.values()].map((f) => ({ id: f.id, f })))('$id', ({ f }) => {
  test.each(dtypes)('%s: a bias along the axis gives the bits of stored sums', (dtype) => {
    for (const { shape, axis } of [
      { shape: [0, 4], axis: 1 },
      { shape: [5, 6], axis: -1 },
      { shape: [6, 5, 7], axis: 0 },
      { shape: [3, 4, 5], axis: 1 },
      { shape: [951, 18], axis: 1 },
      { shape: [2, 2, 8203], axis: 1 },
      { shape: [16_402], axis: 0 },
    ]) {
      const channelAxis = axis < 0 ? shape.length + axis : axis;
      const layout = { shape, channelAxis };
      const length = shape.reduce((product, size) => product * size, 1);
      const x = numbers(dtype, length, 1.3) as Float32Array;
      const bias = numbers(dtype, shape[channelAxis] as number, 0.7) as Float32Array;
      const sums = summed(x, bias, layout) as Float32Array;
      const values = f.forward(sums, { shape, axis });
      expect(sameBits(f.forward(x, { shape, axis, bias }), values)).toBe(true);
      const dy = numbers(dtype, values.length, 2.1) as Float32Array;
      const slopes = f.backward(sums, dy, { shape, axis });
      expect(sameBits(f.backward(x, dy, { shape, axis, bias }), slopes)).toBe(true);
      const inKernel = allocate(length, dtype) as Float32Array;
      inKernel.set(x);
      const gradients = f.gradients(inKernel, dy, { shape, axis, bias, out: inKernel });
      expect(gradients.x).toBe(inKernel);
      expect(sameBits(inKernel, slopes)).toBe(true);
      expectSums(gradients.bias as Float64Array, slopes, layout);
      if (values.length !== length) continue;
      expect(sameBits(f.forward(x, { shape, axis, bias, out: x }), values)).toBe(true);
      x.set(dy);
      inKernel.set(numbers(dtype, length, 1.3));
      expect(sameBits(f.backward(inKernel, x, { shape, axis, bias, out: x }), slopes)).toBe(true);
    }
  });

  test('without a bias its gradients are that of x', () => {
    const x = Float32Array.of(1, -2, 3, 0.5);
    const dy = f.forward(x);
    expect(f.gradients(x, dy)).toEqual({ x: f.backward(x, dy), parameters: {} });
  });

  test('a bias that does not fit the axis, and an output that only begins with x, are refused', () => {
    const x = new Float32Array(12);
    expect(() => f.forward(x, { shape: [3, 4], bias: new Float32Array(3) })).toThrow(
      expect.objectContaining({
        code: 'CORE_SHAPE',
        message: 'bias has 3 values; axis 1 of the shape [3, 4] has 4 channels',
      }),
    );
    expect(() => f.gradients(x, x, { shape: [3, 4], axis: 2 })).toThrow(
      expect.objectContaining({ code: 'CORE_SHAPE' }),
    );
    const room = new Float32Array(24);
    const result = f.forward(x, { shape: [3, 4] });
    if (result.length === x.length) return;
    expect(() =>
      f.forward(room.subarray(0, 12), { shape: [3, 4], out: room.subarray(0, result.length) }),
    ).toThrow(expect.objectContaining({ code: 'CORE_OVERLAP' }));
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

test('a bias may lie in the output, or be read while it is overwritten', () => {
  const bias = Float32Array.of(1, -1, 3);
  expect(relu.forward(Float32Array.of(1, 0, -9), { bias, out: bias })).toEqual(
    Float32Array.of(2, 0, 0),
  );
});

test('NaN in a bias is in its channel alone', () => {
  const bias = Float32Array.of(1, NaN);
  const y = relu.forward(Float32Array.of(1, 2, 3, 4), { bias, shape: [2, 2] });
  expect(y).toEqual(Float32Array.of(2, NaN, 4, NaN));
});

describe('what does not fit is refused with a code', () => {
  const x = new Float32Array(6);
  const shape = [3, 2];
  test.each([
    [
      'a list as bias',
      () => relu.forward(x, { shape, bias: untyped([1, 2]) }),
      'CORE_DTYPE',
      'bias is Array; it must be a Float32Array or a Float64Array',
    ],
    [
      'a bias of another dtype',
      () => relu.backward(x, x, { shape, bias: untyped(new Float64Array(2)) }),
      'CORE_DTYPE',
      'bias is float64; x is float32',
    ],
    [
      'a bias of another length',
      () => relu.gradients(x, x, { shape, bias: new Float32Array(3) }),
      'CORE_SHAPE',
      'bias has 3 values; axis 1 of the shape [3, 2] has 2 channels',
    ],
    [
      'a bias without a shape',
      () => relu.forward(x, { bias: new Float32Array(2) }),
      'CORE_SHAPE',
      'bias has 2 values; axis 0 of the shape [6] has 6 channels',
    ],
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
