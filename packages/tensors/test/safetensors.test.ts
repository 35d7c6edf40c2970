import {
  bytesSource,
  dtypeBits,
  encodeSafetensors,
  openSafetensors,
  type DType,
  type NamedTensorInput,
} from '@actigrad/tensors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, safetensorsFile } from './support.ts';

const open = async (bytes: Uint8Array) => openSafetensors(bytesSource(bytes));

function headerText(file: Uint8Array): string {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return new TextDecoder().decode(file.subarray(8, 8 + length));
}

const f32 = (offsets: string, shape = '[1]'): string =>
  `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`;

describe('a safetensors file', () => {
  it('comes back as it was written, in every dtype', async () => {
    const dtypes = Object.keys(dtypeBits) as DType[];
    const tensor = fc.record({
      name: fc.string({ unit: 'grapheme' }).filter((name) => name !== '__metadata__'),
      dtype: fc.constantFrom(...dtypes),
      // A factor of 4 lets elements of 4 and 6 bits end on a byte.
      shape: fc.array(fc.nat(3), { maxLength: 3 }).map((shape) => [...shape, 4]),
      seed: fc.nat(255),
    });
    const metadata = fc.dictionary(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(tensor, { selector: ({ name }) => name }),
        metadata,
        async (specs, texts) => {
          const tensors = specs.map(({ name, dtype, shape, seed }): NamedTensorInput => {
            const bits = shape.reduce(
              (product, dimension) => product * dimension,
              dtypeBits[dtype],
            );
            return {
              name,
              dtype,
              shape,
              data: Uint8Array.from({ length: bits / 8 }, (_, i) => seed + i),
            };
          });
          const strings = new Map(Object.entries(texts));
          const file = await collect(encodeSafetensors(tensors, strings));
          const set = await open(file);
          expect(set.metadata).toEqual(strings);
          expect(set.tensors.size).toBe(tensors.length);
          for (const { name, dtype, shape, data } of tensors) {
            expect(set.tensors.get(name)).toMatchObject({
              dtype,
              shape,
              order: 'C',
              byteOrder: 'little',
            });
            expect(await set.tensors.get(name)!.readBytes()).toEqual(data);
          }
          expect(await collect(encodeSafetensors(set.tensors.values(), set.metadata))).toEqual(
            file,
          );
        },
      ),
    );
  });

  it('is written as the reference writer does: widest dtype first, then by name, the header padded to 8', async () => {
    const tensors: NamedTensorInput[] = [
      { name: 'b', dtype: 'F32', shape: [1], data: Float32Array.of(1) },
      { name: 'h', dtype: 'F16', shape: [1], data: Float32Array.of(1) },
      { name: 'a', dtype: 'F32', shape: [1], data: Float32Array.of(2) },
      { name: 'd', dtype: 'F64', shape: [], data: Float64Array.of(3) },
    ];
    const file = await collect(encodeSafetensors(tensors, new Map([['format', 'pt']])));
    expect(headerText(file).trimEnd()).toBe(
      '{"__metadata__":{"format":"pt"},' +
        '"d":{"dtype":"F64","shape":[],"data_offsets":[0,8]},' +
        '"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},' +
        '"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},' +
        '"h":{"dtype":"F16","shape":[1],"data_offsets":[16,18]}}',
    );
    expect(headerText(file).length % 8).toBe(0);
  });

  it('gives the values of narrow floats', async () => {
    const tensors: NamedTensorInput[] = [
      { name: 'half', dtype: 'F16', shape: [3], data: Float32Array.of(1, -2, 65504) },
      { name: 'brain', dtype: 'BF16', shape: [3], data: Float32Array.of(1, -2, 3) },
    ];
    const { tensors: read } = await open(await collect(encodeSafetensors(tensors)));
    expect(await read.get('half')!.read()).toEqual(Float32Array.of(1, -2, 65504));
    expect(await read.get('brain')!.read()).toEqual(Float32Array.of(1, -2, 3));
  });

  it('is refused by name when its header breaks a rule', async () => {
    const verdicts: readonly (readonly [string | Uint8Array, string])[] = [
      [`{"a":${f32('[0,4]')}}`, 'accepted'],
      [`{"\\u0061":${f32('[0,4]')}}  `, 'accepted'],
      [`{"__proto__":${f32('[0,4]')}}`, 'accepted'],
      [`{"a":${f32('[0,4]')},"a":${f32('[0,4]')}}`, 'TENSORS_NAME_REPEATED'],
      [`{"a":${f32('[0,4]')},"\\u0061":${f32('[4,4]', '[0]')}}`, 'TENSORS_NAME_REPEATED'],
      [`{"__metadata__":{"k":"1","k":"2"},"a":${f32('[0,4]')}}`, 'TENSORS_NAME_REPEATED'],
      [`{"__metadata__":{},"__metadata__":{},"a":${f32('[0,4]')}}`, 'TENSORS_NAME_REPEATED'],
      [`{"__metadata__":null,"a":${f32('[0,4]')}}`, 'TENSORS_METADATA_INVALID'],
      [`{"\\ud800":${f32('[0,4]')}}`, 'TENSORS_HEADER_INVALID'],
      [
        '{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}',
        'TENSORS_NAME_REPEATED',
      ],
      ['{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":0}}', 'TENSORS_KEYS_INVALID'],
      ['{"a":{"dtype":"F32","shape":[1]}}', 'TENSORS_KEYS_INVALID'],
      [`{"a":${f32('[0]')}}`, 'TENSORS_OFFSETS_INVALID'],
      [`{"a":${f32('[0,4,4]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4.0]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4e0]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,04]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[-0,4]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4]', `[${'1,'.repeat(64)}1]`)}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4]', '[9007199254740993]')}}`, 'TENSORS_SHAPE_TOO_LARGE'],
      [`{"a":${f32('[0,4]', '[4294967296,4294967296]')}}`, 'TENSORS_SHAPE_TOO_LARGE'],
      [`{"a":${f32('[0,4]')},}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4]')}} x`, 'TENSORS_HEADER_INVALID'],
      [`{'a':${f32('[0,4]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a\n":${f32('[0,4]')}}`, 'TENSORS_HEADER_INVALID'],
      [`{"a":${f32('[0,4]')}`, 'TENSORS_HEADER_INVALID'],
      ['{"a', 'TENSORS_HEADER_INVALID'],
      ['{"a\\', 'TENSORS_HEADER_INVALID'],
      ['', 'TENSORS_HEADER_INVALID'],
      [Uint8Array.of(0x7b, 0x22, 0xc0, 0x80, 0x22), 'TENSORS_HEADER_INVALID'],
    ];
    for (const [header, verdict] of verdicts) {
      const file = safetensorsFile(header, new Uint8Array(4));
      expect([header, await codeOf(() => open(file))]).toEqual([header, verdict]);
    }
  });

  it('is refused when cut short at any byte, or longer', async () => {
    const file = await collect(
      encodeSafetensors([{ name: 'a', dtype: 'F32', shape: [1], data: Float32Array.of(1) }]),
    );
    for (let length = 0; length < file.byteLength; length++) {
      expect(await codeOf(() => open(file.subarray(0, length)))).toBe('TENSORS_FILE_TRUNCATED');
    }
    expect(await codeOf(() => open(Uint8Array.of(...file, 0)))).toBe('TENSORS_TRAILING_BYTES');
  });

  it('is not written with what it cannot hold', async () => {
    const a = { name: 'a', dtype: 'F32', shape: [2, 2], data: new Float32Array(4) } as const;
    const verdicts: readonly (readonly [
      string,
      readonly NamedTensorInput[],
      ReadonlyMap<string, string>?,
    ])[] = [
      ['TENSORS_NAME_REPEATED', [a, a]],
      ['TENSORS_NAME_INVALID', [{ ...a, name: '__metadata__' }]],
      ['TENSORS_NAME_INVALID', [{ ...a, name: '\ud800' }]],
      ['TENSORS_LAYOUT_UNSUPPORTED', [{ ...a, byteOrder: 'big' }]],
      ['TENSORS_LAYOUT_UNSUPPORTED', [{ ...a, order: 'F' }]],
      ['TENSORS_LENGTH_MISMATCH', [{ ...a, shape: [5] }]],
      ['TENSORS_SHAPE_INVALID', [{ ...a, shape: [-1] }]],
      ['TENSORS_SHAPE_INVALID', [{ ...a, shape: [1.5] }]],
      ['TENSORS_SHAPE_INVALID', [{ ...a, dtype: 'F4', shape: [3] }]],
      ['TENSORS_DTYPE_NOT_FLOAT', [{ ...a, dtype: 'I32' }]],
      ['TENSORS_METADATA_INVALID', [a], new Map([['k', '\udfff']])],
      ['accepted', [{ ...a, order: 'F', shape: [4, 1] }]],
    ];
    for (const [code, tensors, metadata] of verdicts) {
      expect([tensors, await codeOf(() => collect(encodeSafetensors(tensors, metadata)))]).toEqual([
        tensors,
        code,
      ]);
    }
  });
});
