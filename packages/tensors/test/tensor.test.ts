import { Tensor, bytesSource, encodeNpy, openNpy, type ByteSource } from '@actigrad/tensors';
import { describe, expect, it } from 'vitest';
import { codeOf, collect } from './support.ts';

const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));

async function opened(byteOrder: 'little' | 'big' = 'little'): Promise<Tensor> {
  return openNpy(
    bytesSource(await collect(encodeNpy({ dtype: 'F32', shape: [1000], byteOrder, data: values }))),
  );
}

async function join(chunks: AsyncIterable<ArrayLike<number>>): Promise<number[]> {
  const all: number[] = [];
  for await (const chunk of chunks) all.push(...Array.from(chunk));
  return all;
}

describe('a tensor', () => {
  it('gives the same values for every chunk length, in both byte orders', async () => {
    for (const byteOrder of ['little', 'big'] as const) {
      const tensor = await opened(byteOrder);
      for (const chunkLength of [1, 7, 64, 999, 1000, 1001]) {
        expect(await join(tensor.chunks({ chunkLength }))).toEqual([...values]);
      }
    }
  });

  it('gives any range of its elements', async () => {
    const tensor = await opened();
    for (const [start, end] of [
      [0, 0],
      [0, 1],
      [500, 777],
      [999, 1000],
      [1000, 1000],
    ] as const) {
      expect(await tensor.read(start, end)).toEqual(values.slice(start, end));
      expect(await join(tensor.chunks({ start, end, chunkLength: 10 }))).toEqual(
        Array.from(values.slice(start, end)),
      );
    }
  });

  it('refuses ranges outside its elements and chunks of no length', async () => {
    const tensor = await opened();
    for (const [start, end] of [
      [-1, 2],
      [3, 2],
      [0, 1001],
      [0.5, 2],
      [0, NaN],
    ] as const) {
      expect(await codeOf(() => tensor.read(start, end))).toBe('TENSORS_RANGE_INVALID');
    }
    for (const chunkLength of [0, -1, 1.5, NaN, Infinity]) {
      expect(await codeOf(() => join(tensor.chunks({ chunkLength })))).toBe(
        'TENSORS_RANGE_INVALID',
      );
    }
  });

  it('hands out values that may be changed without changing the source', async () => {
    const bytes = await collect(
      encodeNpy({ dtype: 'F32', shape: [1000], byteOrder: 'big', data: values }),
    );
    const before = bytes.slice();
    const tensor = await openNpy(bytesSource(Buffer.from(bytes.buffer)));
    (await tensor.read()).fill(0);
    (await tensor.readBytes()).fill(0);
    expect(bytes).toEqual(before);
    expect(await tensor.read()).toEqual(values);
  });

  it('copies bytes that a source hands out unaligned', async () => {
    const bytes = await collect(encodeNpy({ dtype: 'F32', shape: [1000], data: values }));
    const shifted = new Uint8Array(bytes.byteLength + 1);
    shifted.set(bytes, 1);
    const unaligned: ByteSource = {
      byteLength: bytes.byteLength,
      read: async (start, end) => shifted.subarray(1 + start, 1 + end),
    };
    expect(await (await openNpy(unaligned)).read()).toEqual(values);
  });

  it('refuses a source that hands out too little', async () => {
    const bytes = await collect(encodeNpy({ dtype: 'F32', shape: [1000], data: values }));
    const short: ByteSource = {
      byteLength: bytes.byteLength,
      read: async (start, end) => bytes.slice(start, Math.min(end, 2000)),
    };
    const tensor = await openNpy(short);
    expect(await codeOf(() => tensor.read())).toBe('TENSORS_FILE_TRUNCATED');
    expect(await codeOf(() => join(tensor.chunks({ chunkLength: 10 })))).toBe(
      'TENSORS_FILE_TRUNCATED',
    );
  });

  it('assembles blocks from pieces of any size', async () => {
    const bytes = new Uint8Array(values.buffer.slice(0));
    for (const pieceBytes of [1, 3, 4, 1000, 4000]) {
      const tensor = new Tensor(
        'pieces',
        { dtype: 'F32', shape: [1000], order: 'C', byteOrder: 'little' },
        {
          async *stream(start, end) {
            for (let at = start; at < end; at += pieceBytes)
              yield bytes.slice(at, Math.min(at + pieceBytes, end));
          },
        },
      );
      expect(await tensor.read()).toEqual(values);
      expect(await join(tensor.chunks({ start: 1, chunkLength: 33 }))).toEqual(
        Array.from(values.slice(1)),
      );
    }
  });

  it('asks to be read in chunks when one buffer cannot hold it', async () => {
    const layout = { dtype: 'F32', shape: [2 ** 40], order: 'C', byteOrder: 'little' } as const;
    const endless = new Tensor('endless', layout, {
      async *stream() {
        for (;;) yield new Uint8Array(4000);
      },
    });
    expect(await codeOf(() => endless.read())).toBe('TENSORS_TENSOR_TOO_LARGE');
    for await (const chunk of endless.chunks({ chunkLength: 10 })) {
      expect(chunk).toHaveLength(10);
      break;
    }
  });
});
