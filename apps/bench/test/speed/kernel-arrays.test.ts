import { expect, test } from 'vitest';
import { kernelArrays } from '../../src/speed/kernel-arrays.ts';

test('arrays of one length are the same ones, with new inputs and a cleared output', () => {
  const first = kernelArrays(Float32Array.of(1, 2), Float32Array.of(3, 4));
  first.out.fill(5);
  const second = kernelArrays(Float32Array.of(6, 7), Float32Array.of(8, 9));
  expect(second.out).toBe(first.out);
  expect(second).toEqual({
    x: Float32Array.of(6, 7),
    dy: Float32Array.of(8, 9),
    out: Float32Array.of(NaN, NaN),
  });
});
