import { activations, prelu, relu, type Activation } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

const learned = [...activations.values()].filter((f) =>
  Object.values(f.record.parameters).some((parameter) => parameter.learned),
);

const x = Float64Array.from({ length: 60 }, (_, index) => Math.sin(index * 1.7) * 3);
const dy = Float64Array.from(x, (_, index) => Math.cos(index * 0.9));

/** Σ dy · f(x): its derivative by a parameter is that parameter's gradient. */
function loss(f: Activation, layout = {}): number {
  return f.forward(x, layout).reduce((sum, y, index) => sum + y * (dy[index] as number), 0);
}

describe.each(learned.map((f) => ({ id: f.id, f })))('$id', ({ f }) => {
  const h = 1e-5;

  test('gradients of its parameters match central differences to 1e-6', () => {
    const gradients = f.parameterGradients(x, dy);
    for (const [name, gradient] of Object.entries(gradients)) {
      const at = f.parameters[name] as number;
      const difference =
        (loss(f.with({ [name]: at + h })) - loss(f.with({ [name]: at - h }))) / (2 * h);
      expect(Math.abs((gradient as number) - difference), name).toBeLessThan(1e-6);
    }
  });

  test.each([
    { shape: [4, 3, 5], channelAxis: 1, channels: 3 },
    { shape: [20, 3], channelAxis: 1, channels: 3 },
    { shape: [5, 12], channelAxis: 0, channels: 5 },
    { shape: [60], channelAxis: 0, channels: 60 },
  ])('one value a channel on axis $channelAxis of $shape', ({ shape, channelAxis, channels }) => {
    const layout = { shape, channelAxis };
    for (const [name, gradient] of Object.entries(f.parameterGradients(x, dy))) {
      expect(typeof gradient).toBe('number');
      const first = f.parameters[name] as number;
      const values = Array.from({ length: channels }, (_, channel) => first + channel / 100);
      const perChannel = f.with({ [name]: values });
      const gradients = perChannel.parameterGradients(x, dy, layout)[name] as Float64Array;
      for (const channel of values.keys()) {
        const moved = (by: number) =>
          f.with({
            [name]: values.map((value, index) => (index === channel ? value + by : value)),
          });
        const difference = (loss(moved(h), layout) - loss(moved(-h), layout)) / (2 * h);
        expect(Math.abs((gradients[channel] as number) - difference)).toBeLessThan(1e-6);
      }
    }
  });
});

test('a channel parameter acts on its channel, in whole arrays and in pieces of them', () => {
  const f = prelu.with({ alpha: [0.1, 0.2, 0.3] });
  const layout = { shape: [2, 3, 2] };
  const minusOne = Float32Array.from({ length: 12 }, () => -1);
  const expected = [0.1, 0.1, 0.2, 0.2, 0.3, 0.3].map((a) => -Math.fround(a));
  expect([...f.forward(minusOne, layout)]).toEqual([...expected, ...expected]);
  const piece = f.forward(minusOne.subarray(0, 5), { ...layout, start: 3 });
  expect([...piece]).toEqual([...expected, ...expected].slice(3, 8));
});

test('per-channel results over many tiles are those of each channel alone', () => {
  const channels = 7;
  const alpha = Array.from({ length: channels }, (_, channel) => channel / 10);
  const big = Float32Array.from({ length: channels * 9001 }, (_, index) => Math.sin(index));
  const y = prelu.with({ alpha }).forward(big, { shape: [9001, channels] });
  const wrong = y.filter(
    (value, index) =>
      value !==
      prelu
        .with({ alpha: alpha[index % channels] as number })
        .forward(big.subarray(index, index + 1))[0],
  );
  expect(wrong).toHaveLength(0);
});

describe('layouts that do not fit are refused with a code', () => {
  const f = prelu.with({ alpha: [0.1, 0.2, 0.3] });
  test.each([
    [
      'channels',
      { shape: [15, 4] },
      'a parameter has 3 values; axis 1 of the shape [15, 4] has 4 channels',
    ],
    ['length', { shape: [3, 3] }, 'elements 0 to 60 lie outside the shape [3, 3]'],
    ['axis', { shape: [60], channelAxis: 2 }, 'channelAxis is 2; the shape has 1 axes'],
    ['fraction', { shape: [1.5, 3] }, 'shape is [1.5, 3]; axes are whole numbers from 0'],
    ['piece', { shape: [20, 3], start: 1 }, 'elements 1 to 61 lie outside the shape [20, 3]'],
    ['too short', { shape: [21, 3] }, 'x has 60 elements; the shape [21, 3] has 63'],
  ])('%s', (_case, layout, message) => {
    expect(() => f.forward(x, layout)).toThrow(
      expect.objectContaining({ code: 'CORE_SHAPE', message }),
    );
  });
});

test('a function without learned parameters has no parameter gradients', () => {
  expect(() => relu.parameterGradients(x, dy)).toThrow(
    expect.objectContaining({ code: 'CORE_NOT_LEARNED', message: 'relu has no learned parameter' }),
  );
});
