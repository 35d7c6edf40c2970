import { deflateRawSync } from 'node:zlib';
import {
  bytesSource,
  encodeNpy,
  encodeNpz,
  openNpz,
  type NamedTensorInput,
} from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { areEqual, codeOf, collect } from './support.ts';
import { zipFile, type ZipEntry } from './zip-file.ts';

const values = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i));
const array = await collect(encodeNpy({ dtype: 'F32', shape: [50, 100], data: values }));
const a: ZipEntry = { name: 'a.npy', content: array };

const open = async (bytes: Uint8Array) => openNpz(bytesSource(bytes));

async function readAll(bytes: Uint8Array): Promise<[string, number[]][]> {
  const all: [string, number[]][] = [];
  for (const [name, tensor] of await open(bytes)) all.push([name, [...(await tensor.read())]]);
  return all;
}

describe('an .npz file', () => {
  it('comes back as it was written, stored and deflated, in the order given', async () => {
    const tensors: NamedTensorInput[] = [
      { name: 'layer/weight', dtype: 'F32', shape: [50, 100], data: values },
      {
        name: 'half',
        dtype: 'F16',
        shape: [2, 2],
        order: 'F',
        byteOrder: 'big',
        data: Float32Array.of(1, 2, 3, 4),
      },
      { name: 'größe', dtype: 'F64', shape: [], data: Float64Array.of(Math.PI) },
      { name: 'none', dtype: 'F32', shape: [0], data: [] },
      {
        name: 'large',
        dtype: 'F32',
        shape: [40, 5000],
        data: Array.from({ length: 40 }, () => values),
      },
    ];
    for (const isCompressed of [false, true]) {
      const bytes = await collect(encodeNpz(tensors, { isCompressed }));
      const opened = await open(bytes);
      expect([...opened.keys()]).toEqual(['layer/weight', 'half', 'größe', 'none', 'large']);
      for (const { name, dtype, shape, order = 'C', byteOrder = 'little', data } of tensors) {
        const tensor = opened.get(name)!;
        expect(tensor).toMatchObject({ dtype, shape, order, byteOrder });
        const written = await collect(encodeNpy({ dtype, shape, order, byteOrder, data }));
        const stored = written.subarray(written.byteLength - tensor.byteLength);
        expect(areEqual(stored, await tensor.readBytes())).toBe(true);
      }
      expect(areEqual(await collect(encodeNpz(tensors, { isCompressed })), bytes)).toBe(true);
    }
  });

  it('may be empty, with the first bytes by which NumPy knows it', async () => {
    const empty = await collect(encodeNpz([]));
    expect([...empty.subarray(0, 4)]).toEqual([0x50, 0x4b, 5, 6]);
    expect((await open(empty)).size).toBe(0);
  });

  it('gives chunks and ranges of deflated arrays', async () => {
    const tensor = (await open(zipFile([{ ...a, isDeflated: true }]))).get('a')!;
    expect(await tensor.read(4990, 5000)).toEqual(values.slice(4990));
    expect(await tensor.read(1, 3)).toEqual(values.slice(1, 3));
    const chunks: number[] = [];
    for await (const chunk of tensor.chunks({ chunkLength: 777 })) chunks.push(...chunk);
    expect(chunks).toEqual([...values]);
  });

  it('reads the zip64 fields that NumPy writes', async () => {
    for (const isDeflated of [false, true]) {
      expect(await readAll(zipFile([{ ...a, isDeflated, isZip64: true }]))).toEqual([
        ['a', [...values]],
      ]);
    }
  });

  it('never hands out the last values of an array whose checksum is wrong', async () => {
    const damaged = array.slice();
    damaged[array.byteLength - 1]! ^= 1;
    for (const isDeflated of [false, true]) {
      const file = zipFile([{ name: 'a.npy', content: damaged, crc: 0x12345678, isDeflated }]);
      const tensor = (await open(file)).get('a')!;
      expect(await codeOf(() => tensor.read())).toBe('TENSORS_ZIP_CHECKSUM');
      let given = 0;
      const code = await codeOf(async () => {
        for await (const chunk of tensor.chunks({ chunkLength: 100 })) given += chunk.length;
      });
      expect(code).toBe('TENSORS_ZIP_CHECKSUM');
      expect(given).toBeLessThan(values.length);
    }
  });

  it('is refused by name when an entry lies or is of no use', async () => {
    const verdicts: readonly (readonly [string, readonly ZipEntry[]])[] = [
      ['TENSORS_ZIP_ENCRYPTED', [{ ...a, flags: 1 }]],
      ['TENSORS_ZIP_INVALID', [{ ...a, flags: 0x40 }]],
      ['TENSORS_ZIP_METHOD_UNSUPPORTED', [{ ...a, method: 12 }]],
      ['TENSORS_ZIP_ENTRY_UNEXPECTED', [a, { name: 'notes.txt', content: array }]],
      ['TENSORS_ZIP_ENTRY_UNEXPECTED', [{ name: 'a.NPY', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: 'folder/', content: new Uint8Array(0) }]],
      ['TENSORS_NAME_INVALID', [{ name: '/a.npy', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: 'C:a.npy', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: '..npy', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: 'a/...npy', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: 'a\0.npy', content: array }]],
      ['TENSORS_NAME_INVALID', [{ name: 'a\n.npy', content: array, flags: 0x800 }]],
      ['TENSORS_NAME_REPEATED', [a, a]],
      ['TENSORS_ZIP_INVALID', [{ ...a, localName: 'b.npy' }]],
      ['TENSORS_ZIP_INVALID', [a, { ...a, name: 'b.npy', at: 0 }]],
      ['TENSORS_ZIP_ENTRY_SIZE', [{ ...a, uncompressedSize: array.byteLength - 1 }]],
      ['TENSORS_ZIP_ENTRY_SIZE', [{ ...a, isDeflated: true, uncompressedSize: 2 ** 31 }]],
      ['TENSORS_ZIP_ENTRY_SIZE', [{ ...a, isDeflated: true, content: Uint8Array.of(...array, 0) }]],
      [
        'TENSORS_ZIP_ENTRY_SIZE',
        [{ ...a, isDeflated: true, packed: Buffer.concat([deflateRawSync(array), array]) }],
      ],
      [
        'TENSORS_ZIP_INVALID',
        [{ ...a, isDeflated: true, packed: deflateRawSync(array).subarray(0, -9) }],
      ],
      ['TENSORS_ZIP_INVALID', [{ ...a, method: 8, packed: new Uint8Array(20_128).fill(0xff) }]],
      ['TENSORS_MAGIC_INVALID', [{ name: 'a.npy', content: new Uint8Array(500) }]],
    ];
    for (const [code, entries] of verdicts) {
      expect([entries, await codeOf(() => readAll(zipFile(entries)))]).toEqual([entries, code]);
    }
  });

  it('is refused when an entry lies inside the data of another', async () => {
    const inner = zipFile([{ ...a, name: 'b.npy' }]).subarray(
      0,
      30 + 'b.npy'.length + array.byteLength,
    );
    const outer = await collect(encodeNpy({ dtype: 'U8', shape: [inner.byteLength], data: inner }));
    const at = 30 + 'a.npy'.length + outer.byteLength - inner.byteLength;
    const nested = zipFile([
      { name: 'a.npy', content: outer },
      { ...a, name: 'b.npy', at },
    ]);
    expect(await codeOf(() => open(nested))).toBe('TENSORS_ZIP_INVALID');
  });

  it('is refused when its end, its directory and its entries tell different stories', async () => {
    const b = { name: 'b.npy', content: array };
    const lies: readonly (readonly [string, (view: DataView) => void])[] = [
      ['a count that hides the second entry', (view) => setCount(view, 1)],
      ['a count of one too many', (view) => setCount(view, 3)],
      ['a directory of 1 byte', (view) => view.setUint32(view.byteLength - 10, 1, true)],
      ['a local size', (view) => view.setUint32(18, 5, true)],
      ['a local checksum', (view) => view.setUint32(14, 5, true)],
      ['a local flag', (view) => view.setUint16(6, 1, true)],
    ];
    for (const [lie, tell] of lies) {
      const bytes = zipFile([a, b]);
      tell(new DataView(bytes.buffer));
      expect([lie, await codeOf(() => openNpz(bytesSource(bytes)))]).toEqual([
        lie,
        'TENSORS_ZIP_INVALID',
      ]);
    }
    const twice = Uint8Array.of(...zipFile([a]), ...zipFile([a, b]));
    expect(await codeOf(() => openNpz(bytesSource(twice)))).toBe('TENSORS_ZIP_INVALID');
  });

  it('stops a bomb at the claimed size', async () => {
    const zeros = deflateRawSync(new Uint8Array(2 ** 26));
    const content = await collect(
      encodeNpy({ dtype: 'F32', shape: [10_000], data: new Float32Array(10_000) }),
    );
    const bomb = zipFile([
      { name: 'a.npy', content, method: 8, packed: bombAfter(content, zeros) },
    ]);
    expect(await codeOf(() => readAll(bomb))).toBe('TENSORS_ZIP_ENTRY_SIZE');
  });

  it('is refused when cut short at any byte', async () => {
    const file = zipFile([{ name: 'a.npy', content: array.subarray(0, 128) }]);
    for (let length = 0; length < file.byteLength; length++) {
      expect(await codeOf(() => open(file.subarray(0, length)))).toBe('TENSORS_ZIP_INVALID');
    }
  });

  it('is not written with a name that would not be read', async () => {
    const tensor = { dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const;
    for (const name of ['../a', '', '/a', 'a\\b', 'a//b', 'a'.repeat(252)]) {
      expect(await codeOf(() => collect(encodeNpz([{ ...tensor, name }])))).toBe(
        'TENSORS_NAME_INVALID',
      );
    }
    const twice = [
      { ...tensor, name: 'a' },
      { ...tensor, name: 'a' },
    ];
    expect(await codeOf(() => collect(encodeNpz(twice)))).toBe('TENSORS_NAME_REPEATED');
  });

  it('fails to be written, without a hang, when a tensor is too short or its chunks fail', async () => {
    const short = { name: 'a', dtype: 'F32', shape: [3], data: Float32Array.of(1) } as const;
    expect(await codeOf(() => collect(encodeNpz([short])))).toBe('TENSORS_LENGTH_MISMATCH');
    await expect(collect(encodeNpz([{ ...short, data: failing() }]))).rejects.toThrow('no more');
  });
});

/** A deflate stream that starts with the content and goes on with a megabyte-fold of zeros. */
function bombAfter(content: Uint8Array, zeros: Uint8Array): Uint8Array {
  // A stored, not last, deflate block: 3 header bits, padding, length and its complement, then the bytes.
  const block = Buffer.alloc(5);
  block.writeUInt16LE(content.byteLength, 1);
  block.writeUInt16LE(~content.byteLength & 0xffff, 3);
  return Buffer.concat([block, content, zeros]);
}

async function* failing(): AsyncGenerator<Float32Array> {
  yield Float32Array.of(1);
  throw new Error('no more');
}

/** Both counts in the last record of an archive without a comment. */
function setCount(view: DataView, entries: number): void {
  view.setUint16(view.byteLength - 14, entries, true);
  view.setUint16(view.byteLength - 12, entries, true);
}
