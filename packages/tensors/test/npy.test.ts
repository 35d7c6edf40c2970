import { bytesSource, encodeNpy, openNpy, type DType, type TensorInput } from '@actigrad/tensors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, npyFile } from './support.ts';

const open = async (bytes: Uint8Array) => openNpy(bytesSource(bytes), { npyVoid2: 'bf16' });
const encode = async (input: TensorInput) => collect(encodeNpy(input, { npyVoid2: 'bf16' }));

describe('an .npy file', () => {
  it('comes back as it was written: dtype, shape, order, byte order and bits', async () => {
    const layouts = fc.record({
      dtype: fc.constantFrom<DType>('F64', 'F32', 'F16', 'BF16'),
      shape: fc.array(fc.nat(5), { maxLength: 4 }),
      order: fc.constantFrom('C' as const, 'F' as const),
      byteOrder: fc.constantFrom('little' as const, 'big' as const),
      seed: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(layouts, async ({ dtype, shape, order, byteOrder, seed }) => {
        const length = shape.reduce((product, dimension) => product * dimension, 1);
        const values = Float32Array.from({ length }, (_, i) => ((seed + i * 7919) % 256) / 16);
        const data = dtype === 'F64' ? Float64Array.from(values) : values;
        const tensor = await open(await encode({ dtype, shape, order, byteOrder, data }));
        expect(tensor).toMatchObject({ dtype, shape, order, byteOrder, length });
        expect(await tensor.read()).toEqual(data);
        expect(await encode(tensor)).toEqual(
          await encode({ dtype, shape, order, byteOrder, data }),
        );
      }),
    );
  });

  it('starts its data at a multiple of 64 bytes', async () => {
    for (const dimensions of [0, 1, 2, 20, 64]) {
      const bytes = await encode({
        dtype: 'F32',
        shape: Array(dimensions).fill(1),
        data: Float32Array.of(7),
      });
      expect(bytes.byteLength % 64).toBe(4);
      expect((await open(bytes)).shape).toHaveLength(dimensions);
    }
  });

  it('holds integers, booleans and complex numbers as bytes', async () => {
    for (const dtype of [
      'BOOL',
      'I8',
      'U8',
      'I16',
      'U16',
      'I32',
      'U32',
      'I64',
      'U64',
      'C64',
    ] as const) {
      const byteLength = {
        BOOL: 3,
        I8: 3,
        U8: 3,
        I16: 6,
        U16: 6,
        I32: 12,
        U32: 12,
        I64: 24,
        U64: 24,
        C64: 24,
      }[dtype];
      const data = Uint8Array.from({ length: byteLength }, (_, i) => i);
      const tensor = await open(await encode({ dtype, shape: [3], data }));
      expect(tensor.dtype).toBe(dtype);
      expect(await tensor.readBytes()).toEqual(data);
      expect(await codeOf(() => tensor.read())).toBe('TENSORS_DTYPE_NOT_FLOAT');
    }
  });

  it('is read in the grammar that NumPy writes and no more', async () => {
    const verdicts: readonly (readonly [string, string])[] = [
      ["{'descr': '=f4', 'fortran_order': False, 'shape': (0,), }", 'accepted'],
      ["{'shape': (0, 3), 'fortran_order': True, 'descr': '>f8'}\n", 'accepted'],
      [" \t{ 'descr' : '<f4' , 'fortran_order':False,'shape':( 0 , ) } ", 'accepted'],
      ["{'descr': '|f4', 'fortran_order': False, 'shape': (0,)}", 'TENSORS_DTYPE_UNSUPPORTED'],
      ["{'descr': 'f4', 'fortran_order': False, 'shape': (0,)}", 'TENSORS_DTYPE_UNSUPPORTED'],
      ["{'descr': 'O', 'fortran_order': False, 'shape': (0,)}", 'TENSORS_PICKLE_REFUSED'],
      [
        "{'descr': [('x', '|O')], 'fortran_order': False, 'shape': (0,)}",
        'TENSORS_DTYPE_UNSUPPORTED',
      ],
      ["{'descr': '<f4', 'fortran_order': false, 'shape': (0,)}", 'TENSORS_HEADER_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (00,)}", 'TENSORS_SHAPE_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (0x0,)}", 'TENSORS_SHAPE_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (0.0,)}", 'TENSORS_SHAPE_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (,)}", 'TENSORS_SHAPE_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': [0]}", 'TENSORS_SHAPE_INVALID'],
      [
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (0,)}",
        'TENSORS_KEYS_INVALID',
      ],
      ["{'descr': '<f4', 'shape': (0,)}", 'TENSORS_KEYS_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (0,)} # x", 'TENSORS_HEADER_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (0,)},", 'TENSORS_HEADER_INVALID'],
      ["{'descr': '<f4', 'fortran_order': False, 'shape': (0,)", 'TENSORS_HEADER_INVALID'],
      ["{'descr': '<f4, 'fortran_order': False, 'shape': (0,)}", 'TENSORS_HEADER_INVALID'],
      [
        `{'descr': '<f4', 'fortran_order': False, 'shape': (${'1,'.repeat(65)})}`,
        'TENSORS_SHAPE_INVALID',
      ],
      ['', 'TENSORS_HEADER_INVALID'],
      ['\0'.repeat(16), 'TENSORS_HEADER_INVALID'],
      [' '.repeat(10_001), 'TENSORS_HEADER_TOO_LARGE'],
    ];
    for (const [header, verdict] of verdicts) {
      expect([header, await codeOf(() => open(npyFile(header)))]).toEqual([header, verdict]);
    }
  });

  it('ends with its last element: a byte less or more is refused', async () => {
    const bytes = await encode({ dtype: 'F32', shape: [3], data: Float32Array.of(1, 2, 3) });
    expect(await codeOf(() => open(bytes.subarray(0, -1)))).toBe('TENSORS_FILE_TRUNCATED');
    expect(await codeOf(() => open(Uint8Array.of(...bytes, 0)))).toBe('TENSORS_TRAILING_BYTES');
  });

  it('is not written when the chunks hold fewer or more elements than the shape', async () => {
    const chunks = [Float32Array.of(1, 2), Float32Array.of(3)];
    for (const shape of [[2], [4], []]) {
      expect(await codeOf(() => encode({ dtype: 'F32', shape, data: chunks }))).toBe(
        'TENSORS_LENGTH_MISMATCH',
      );
    }
    expect((await encode({ dtype: 'F32', shape: [3], data: chunks })).byteLength).toBe(128 + 12);
  });

  it('holds bfloat16 only when that is said', async () => {
    const input = { dtype: 'BF16', shape: [1], data: Float32Array.of(1) } as const;
    expect(await codeOf(() => collect(encodeNpy(input)))).toBe('TENSORS_LAYOUT_UNSUPPORTED');
    const bytes = await encode(input);
    expect(await codeOf(() => openNpy(bytesSource(bytes)))).toBe('TENSORS_DTYPE_UNSUPPORTED');
    expect([...(await (await open(bytes)).read())]).toEqual([1]);
  });
});
