import { activations, allocate, leakyRelu, prelu, relu, sigmoid } from '@actigrad/core';
import { describe, expect, test } from 'vitest';

/** A caller without types, as JavaScript has them. */
const untyped = (value: unknown): never => value as never;

test('with() makes a new function and leaves the old one as it was', () => {
  const steeper = leakyRelu.with({ slope: 0.2 });
  expect(steeper.value(-1)).toBe(-0.2);
  expect(steeper.parameters).toEqual({ slope: 0.2 });
  expect(leakyRelu.value(-1)).toBe(-0.01);
  expect(steeper.with({})).toMatchObject({ parameters: { slope: 0.2 } });
});

test('every activation is immutable, its parameters too', () => {
  for (const f of activations.values()) {
    expect(Object.isFrozen(f)).toBe(true);
    expect(Object.isFrozen(f.parameters)).toBe(true);
  }
  const alpha = [0.1, 0.2];
  const perChannel = prelu.with({ alpha });
  alpha[0] = 9;
  expect(perChannel.parameters.alpha).toEqual([0.1, 0.2]);
});

describe('parameters are refused with a code', () => {
  test.each([
    [
      'unknown',
      () => leakyRelu.with(untyped({ alpha: 1 })),
      'CORE_UNKNOWN_PARAMETER',
      'leaky-relu has no parameter "alpha"; it has slope',
    ],
    [
      'unknown to a function without any',
      () => relu.with(untyped({ slope: 1 })),
      'CORE_UNKNOWN_PARAMETER',
      'relu has no parameter "slope"; it takes none',
    ],
    [
      'inherited',
      () => leakyRelu.with(untyped({ constructor: 1 })),
      'CORE_UNKNOWN_PARAMETER',
      'leaky-relu has no parameter "constructor"; it has slope',
    ],
    [
      'NaN',
      () => leakyRelu.with({ slope: NaN }),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'slope of leaky-relu is NaN; it must be a finite number',
    ],
    [
      'infinite',
      () => leakyRelu.with({ slope: -Infinity }),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'slope of leaky-relu is -Infinity; it must be a finite number',
    ],
    [
      'a string',
      () => leakyRelu.with(untyped({ slope: '0.2' })),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'slope of leaky-relu is 0.2; it must be a number',
    ],
    [
      'a list where nothing is learned',
      () => leakyRelu.with({ slope: [1, 2] }),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'slope of leaky-relu is 1,2; it must be a number',
    ],
    [
      'a list with NaN',
      () => prelu.with({ alpha: [0.1, NaN] }),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'alpha of prelu is NaN; it must be a finite number',
    ],
    [
      'an empty list',
      () => prelu.with({ alpha: [] }),
      'CORE_PARAMETER_OUT_OF_RANGE',
      'alpha of prelu is ; it must be a number, or a list with one a channel',
    ],
  ])('%s', (_case, attempt, code, message) => {
    expect(attempt).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('arrays are refused with a code', () => {
  const three = new Float32Array(3);
  test.each([
    [
      'a plain list',
      () => sigmoid.forward(untyped([1, 2])),
      'CORE_DTYPE',
      'x is Array; it must be a Float32Array or a Float64Array',
    ],
    [
      'nothing',
      () => sigmoid.forward(untyped(undefined)),
      'CORE_DTYPE',
      'x is undefined; it must be a Float32Array or a Float64Array',
    ],
    [
      'integers',
      () => sigmoid.forward(untyped(new Int32Array(2))),
      'CORE_DTYPE',
      'x is Int32Array; it must be a Float32Array or a Float64Array',
    ],
    [
      'an output of another dtype',
      () => sigmoid.forward(three, { out: untyped(new Float64Array(3)) }),
      'CORE_DTYPE',
      'out is float64; x is float32',
    ],
    [
      'an output of another length',
      () => sigmoid.forward(three, { out: new Float32Array(4) }),
      'CORE_LENGTH',
      'out has 4 elements; x has 3',
    ],
    [
      'a gradient of another length',
      () => sigmoid.backward(three, new Float32Array(2)),
      'CORE_LENGTH',
      'dy has 2 elements; x has 3',
    ],
    [
      'an output that overlaps in part',
      () => {
        const buffer = new Float32Array(8);
        sigmoid.forward(buffer.subarray(0, 6), { out: buffer.subarray(1, 7) });
      },
      'CORE_OVERLAP',
      'out starts 4 bytes from x in the same buffer; it must be x itself or not overlap it',
    ],
  ])('%s', (_case, attempt, code, message) => {
    expect(attempt).toThrow(expect.objectContaining({ code, message }));
  });

  test('an output in kernel memory that overlaps its input in part', () => {
    const x = allocate(16, 'float32');
    expect(() => relu.forward(x.subarray(0, 8), { out: x.subarray(4, 12) })).toThrow(
      expect.objectContaining({ code: 'CORE_OVERLAP' }),
    );
  });
});

test('results that PyTorch rounds to zero are kept', () => {
  expect(sigmoid.backward(Float32Array.of(20), Float32Array.of(1))[0]).toBeCloseTo(
    2.0611537e-9,
    15,
  );
  const tiny = activations.get('elu')?.forward(Float32Array.of(-1e-8))[0];
  expect(tiny).toBe(Math.fround(-1e-8));
});
