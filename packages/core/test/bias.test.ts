import { activations, allocate, arrayFunctions, relu } from '@actigrad/core';
import type { Dtype } from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { expectSums, numbers, sameBits, summed } from './biased-sums.ts';

const everyFunction = [...activations.values()].map((f) => ({ id: f.id, f }));
const dtypes: readonly Dtype[] = ['float32', 'float64'];

/** A caller without types, as JavaScript has them. */
const untyped = (value: unknown): never => value as never;

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
  ])('%s', (_case, attempt, code, message) => {
    expect(attempt).toThrow(expect.objectContaining({ code, message }));
  });
});
