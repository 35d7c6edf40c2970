import { readFileSync } from 'node:fs';
import {
  allocate,
  arrayFunctions,
  bilinear,
  crelu,
  glu,
  hardmax,
  logSoftmax,
  maxoutPieces,
  softmax,
  softmin,
  sparsemax,
  swiglu,
  type ArrayFunction,
  type Dtype,
  type Elements,
} from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { ulpError, ulpOf } from './ulp.ts';

const everyFunction = [...arrayFunctions.values()].map((f) => ({ id: f.id, f }));
const dtypes: readonly Dtype[] = ['float32', 'float64'];

interface RowReference {
  readonly function: string;
  readonly x: readonly number[];
  readonly dy: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
}

const references = JSON.parse(
  readFileSync(new URL('./row-reference/rows.json', import.meta.url), 'utf8'),
) as RowReference[];

function arrayOf(dtype: Dtype, values: Iterable<number>): Elements {
  return dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
}

/** Reproducible numbers in -3 to 3. */
function numbers(length: number, seed = 1): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * 3;
  });
}

function bytesOf(array: Elements): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function bitsOf(array: Elements): number[] {
  return [...bytesOf(array)];
}

describe.each([...new Set(references.map((reference) => reference.function))])(
  '%s against 200 digits',
  (id) => {
    const f = arrayFunctions.get(id) as ArrayFunction;
    const cases = references.filter((reference) => reference.function === id);
    test.each(dtypes)('%s values are within 4 ULP', (dtype) => {
      for (const { x, y } of cases) {
        const got = f.forward(arrayOf(dtype, x));
        const errors = y.map((exact, index) => ulpError(got[index] as number, exact, dtype));
        expect(Math.max(...errors), `x = [${x.join(', ')}]`).toBeLessThanOrEqual(4);
      }
    });
    // A gradient is a sum whose terms may cancel: it is held to the spacing of its largest term.
    test.each(dtypes)('%s gradients are within 4 ULP of their largest term', (dtype) => {
      for (const { x, dy, dx } of cases) {
        const got = f.backward(arrayOf(dtype, x), arrayOf(dtype, dy));
        const scale = Math.max(...dx.map(Math.abs), ...dy.map(Math.abs));
        const errors = dx.map((exact, index) => Math.abs((got[index] as number) - exact));
        expect(Math.max(...errors) / ulpOf(scale, dtype)).toBeLessThanOrEqual(4);
      }
    });
  },
);

describe.each(everyFunction)('$id', ({ f }) => {
  const shape = [3, 4, 5];
  const x = numbers(60);

  test.each([0, 1, 2])('along axis %s it is the function of each row alone', (axis) => {
    // Two halves and two pieces need an even axis.
    const even = shape.map((size, index) => (index === axis ? 4 : size));
    const data = numbers(even.reduce((a, b) => a * b));
    const result = f.forward(data, { shape: even, axis });
    const inner = even.slice(axis + 1).reduce((a, b) => a * b, 1);
    const outer = even.slice(0, axis).reduce((a, b) => a * b, 1);
    const rows = result.length / outer / inner;
    for (let block = 0; block < outer; block++) {
      for (let column = 0; column < inner; column++) {
        const row = Array.from(
          { length: 4 },
          (_, i) => data[(block * 4 + i) * inner + column] as number,
        );
        const got = Array.from(
          { length: rows },
          (_, i) => result[(block * rows + i) * inner + column],
        );
        expect(got).toEqual(f.value(row));
      }
    }
  });

  test('its gradient is that of central differences', () => {
    const options = { shape: [10, 6], axis: 1 };
    const dy = numbers(f.forward(x, options).length, 7);
    const gradient = f.backward(x, dy, options);
    const loss = (at: Float64Array) =>
      f.forward(at, options).reduce((sum, y, index) => sum + y * (dy[index] as number), 0);
    const h = 1e-6;
    for (const index of x.keys()) {
      const moved = (by: number) => x.map((value, at) => (at === index ? value + by : value));
      const difference = (loss(moved(h)) - loss(moved(-h))) / (2 * h);
      expect(Math.abs((gradient[index] as number) - difference)).toBeLessThan(1e-6);
    }
  });

  test.each(dtypes)('%s bits are the same from plain, shared and kernel memory', (dtype) => {
    const plain = arrayOf(dtype, x);
    const shared =
      dtype === 'float32'
        ? new Float32Array(new SharedArrayBuffer(x.length * 4))
        : new Float64Array(new SharedArrayBuffer(x.length * 8));
    const inKernel = allocate(x.length, dtype);
    shared.set(x);
    inKernel.set(x);
    const options = { shape: [10, 6] };
    const dy = arrayOf(dtype, numbers(f.forward(plain, options).length, 7));
    const [values, gradients] = [f.forward(plain, options), f.backward(plain, dy, options)];
    for (const other of [shared, inKernel]) {
      expect(bitsOf(f.forward(other, options))).toEqual(bitsOf(values));
      expect(bitsOf(f.backward(other, dy, options))).toEqual(bitsOf(gradients));
    }
  });

  test.each(dtypes)('%s bits of an array longer than a stretch are the same in tiles', (dtype) => {
    const options = { shape: [2, 270_001], axis: 0 };
    const plain = arrayOf(dtype, numbers(2 * 270_001, 3));
    const inKernel = allocate(plain.length, dtype);
    inKernel.set(plain);
    const values = f.forward(plain, options);
    const out = allocate(values.length, dtype);
    f.forward(inKernel as Float32Array, { ...options, out: out as Float32Array });
    expect(Buffer.compare(bytesOf(out), bytesOf(values))).toBe(0);
    const gradients = f.backward(plain, values, options);
    f.backward(inKernel as Float32Array, out as Float32Array, {
      ...options,
      out: inKernel as Float32Array,
    });
    expect(Buffer.compare(bytesOf(inKernel), bytesOf(gradients))).toBe(0);
  });

  test('float32 is float64 rounded, to 4 ULP', () => {
    const x32 = Float32Array.from(x);
    const [narrow, wide] = [f.forward(x32), f.forward(Float64Array.from(x32))];
    const errors = [...wide].map((exact, index) =>
      ulpError(narrow[index] as number, exact, 'float32'),
    );
    expect(Math.max(...errors)).toBeLessThanOrEqual(4);
  });

  test('NaN stays in its row, and rows do not touch each other', () => {
    const spoiled = x.slice();
    spoiled[7] = NaN;
    const options = { shape: [10, 6] };
    const [clean, result] = [f.forward(x, options), f.forward(spoiled, options)];
    const rowLength = result.length / 10;
    expect(result.subarray(rowLength, 2 * rowLength).some(Number.isNaN)).toBe(true);
    const others = (y: Float64Array) => [...y.subarray(0, rowLength), ...y.subarray(2 * rowLength)];
    expect(others(result)).toEqual(others(clean));
  });

  test('no element is no work, and what does not fit is refused with a code', () => {
    expect(f.forward(new Float32Array(0))).toHaveLength(0);
    const shaped = (options: object) => () => f.forward(x, options);
    expect(shaped({ shape: [7, 7] })).toThrow(expect.objectContaining({ code: 'CORE_SHAPE' }));
    expect(shaped({ shape: [10, 6], axis: 2 })).toThrow(
      expect.objectContaining({
        code: 'CORE_SHAPE',
        message: 'axis is 2; the shape [10, 6] has 2 axes',
      }),
    );
    expect(shaped({ out: new Float64Array(1) })).toThrow(
      expect.objectContaining({ code: 'CORE_LENGTH' }),
    );
    expect(shaped({ out: new Float32Array(60) })).toThrow(
      expect.objectContaining({ code: 'CORE_DTYPE' }),
    );
  });
});

describe('softmax', () => {
  test('rows of 1,000 sum to 1 within 2 ulps', () => {
    for (const dtype of dtypes) {
      const y = softmax.forward(arrayOf(dtype, numbers(100_000)), { shape: [100, 1000] });
      for (let row = 0; row < 100; row++) {
        const sum = [...y.subarray(row * 1000, (row + 1) * 1000)].reduce((a, b) => a + b);
        expect(Math.abs(sum - 1)).toBeLessThanOrEqual(2 * ulpOf(1, dtype) + 1e-13);
      }
    }
  });

  test('the largest and smallest inputs give the limit', () => {
    for (const dtype of dtypes) {
      const x = arrayOf(dtype, [3e38, -3e38, 3e38, 0]);
      expect([...softmax.forward(x)]).toEqual([0.5, 0, 0.5, 0]);
      expect([...softmin.forward(x)]).toEqual([0, 1, 0, 0]);
      expect([...sparsemax.forward(x)]).toEqual([0.5, 0, 0.5, 0]);
      expect([...hardmax.forward(x)]).toEqual([1, 0, 0, 0]);
      expect([...softmax.forward(arrayOf(dtype, [Infinity, 0, Infinity]))]).toEqual([0.5, 0, 0.5]);
    }
  });

  test('masked elements have no share, and a row masked as a whole is NaN', () => {
    const mask = [-Infinity, 1, -Infinity, 1];
    expect(softmax.value(mask)).toEqual([0, 0.5, 0, 0.5]);
    expect(sparsemax.value(mask)).toEqual([0, 0.5, 0, 0.5]);
    expect(softmax.value([-Infinity, -Infinity]).every(Number.isNaN)).toBe(true);
    expect(logSoftmax.value([-Infinity, 0])).toEqual([-Infinity, 0]);
  });

  test('a logarithm of a share near 1 keeps its digits', () => {
    // ln(1 / (1 + e^-40)) = -e^-40 to 17 digits.
    expect(logSoftmax.value([40, 0])[0]).toBeCloseTo(-4.248354255291589e-18, 32);
  });

  test('its slope is the Jacobian', () => {
    const [a, b] = softmax.value([0.3, -0.2]) as [number, number];
    const jacobian = softmax.slope([0.3, -0.2]).flat();
    const expected = [a * (1 - a), -a * b, -a * b, b * (1 - b)];
    for (const [index, value] of expected.entries()) expect(jacobian[index]).toBeCloseTo(value, 15);
  });
});

describe('gates, pieces and pairs', () => {
  test('the order of the halves is an option', () => {
    expect(bilinear.value([2, 5])).toEqual([10]);
    const [value, gate] = [3, 0.7];
    expect(glu.value([gate, value], { order: 'gate-first' })).toEqual(glu.value([value, gate]));
  });

  test('swiglu follows its parameter', () => {
    expect(swiglu.with({ beta: 0 }).value([3, 2])).toEqual([3]);
    expect(() => swiglu.with({ beta: NaN })).toThrow(
      expect.objectContaining({ code: 'CORE_PARAMETER_OUT_OF_RANGE' }),
    );
  });

  test('an odd axis has no halves', () => {
    expect(() => glu.forward(new Float32Array(3))).toThrow(
      expect.objectContaining({ code: 'CORE_SHAPE' }),
    );
  });

  test('maxout takes adjacent or strided pieces, and ties go to the first', () => {
    const x = [1, 5, 3, 2, 4, 4];
    expect(maxoutPieces.value(x, { pieces: 3 })).toEqual([5, 4]);
    expect(maxoutPieces.value(x, { pieces: 3, layout: 'strided' })).toEqual([4, 5]);
    const dy = Float64Array.of(10, 20);
    const gradient = maxoutPieces.backward(Float64Array.from(x), dy, { pieces: 3 });
    expect([...gradient]).toEqual([0, 10, 0, 0, 20, 0]);
    expect(() => maxoutPieces.value(x, { pieces: 4 })).toThrow(
      expect.objectContaining({ code: 'CORE_SHAPE' }),
    );
  });

  test('crelu keeps both signs side by side', () => {
    expect(crelu.value([-2, 3])).toEqual([0, 3, 2, 0]);
  });
});
