import { leakyRelu, prelu } from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { ulpError } from './ulp.ts';

/** Float32 numbers and others, small, above 1, below 0, and such that products leave the range of float32. */
const slopes = [
  0.01,
  0.25,
  1,
  0,
  -0,
  1.5,
  -0.3,
  0.4999999999,
  0.9999999999,
  2 ** -149,
  1e-30,
  5.6e-20,
  1e30,
  0.0123456789,
  0.3141592653589793,
];

/** Every 65,521st bit pattern, subnormals, zeros, infinities and NaN among them. */
const x32 = new Float32Array(
  Uint32Array.from({ length: 2 ** 16 }, (_, index) => index * 65_521).buffer,
);
x32.set([-0, 0, -Infinity, Infinity, NaN, -(2 ** -149), 2 ** -149, -(2 ** -126)]);
const x64 = Float64Array.from(x32);

describe.each(
  slopes.flatMap((slope) => [
    { id: 'leaky-relu', slope, f: leakyRelu.with({ slope }) },
    { id: 'prelu', slope, f: prelu.with({ alpha: slope }) },
  ]),
)('$id with slope $slope', ({ slope, f }) => {
  test('float32 values are within 0.501 ULP of those of float64', () => {
    const values = f.forward(x32);
    const exact = f.forward(x64);
    let worst = { x: 0, error: 0 };
    for (const [index, x] of x32.entries()) {
      const error = ulpError(values[index] as number, exact[index] as number, 'float32');
      if (!(error <= worst.error)) worst = { x, error };
    }
    expect(worst.error, `at ${worst.x}`).toBeLessThanOrEqual(0.501);
  });

  test('a gradient is the slope rounded once, or what comes in', () => {
    const ones = new Float32Array(x32.length).fill(1);
    const gradients = f.backward(x32, ones);
    const expected = x32.map((x) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : slope));
    expect(gradients.every((gradient, index) => Object.is(gradient, expected[index]))).toBe(true);
  });

  test('what lies beside an element does not change its result', () => {
    const ordinary = Float32Array.from({ length: 4096 }, (_, index) => -1 - index / 4096);
    const alone = f.forward(ordinary);
    const mixed = ordinary.map((x, index) => (index % 2 ? x : (x32[index] as number)));
    const values = f.forward(mixed);
    for (let index = 1; index < mixed.length; index += 2) {
      expect(values[index]).toBe(alone[index]);
    }
  });
});
