import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy, openNpyStream, writeNpy } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, temporaryFolder } from './support.ts';

const values = Float32Array.from({ length: 20_000 }, (_, i) => Math.cos(i));
const file = await collect(
  encodeNpy({ dtype: 'F32', shape: [20_000], byteOrder: 'big', data: values }),
);

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
}

describe('an .npy stream', () => {
  it('gives the same values in pieces of any size', async () => {
    for (const pieceBytes of [77, 128, 9999, 80_128]) {
      const tensor = await openNpyStream(inPieces(file, pieceBytes));
      expect(tensor).toMatchObject({
        name: 'array',
        shape: [20_000],
        byteOrder: 'big',
        range: undefined,
      });
      expect(await tensor.read()).toEqual(values);
    }
  });

  it('comes from a pipe, too', async () => {
    const path = join(await temporaryFolder(), 'x.npy');
    await writeNpy(path, { dtype: 'F16', shape: [20_000], data: values });
    const tensor = await openNpyStream(createReadStream(path), { name: 'x' });
    let length = 0;
    for await (const chunk of tensor.chunks({ chunkLength: 1000 })) length += chunk.length;
    expect(length).toBe(20_000);
  });

  it('is read once, from its start to its end', async () => {
    const tensor = await openNpyStream(inPieces(file, 5000));
    expect(await codeOf(() => tensor.read(1, 3))).toBe('TENSORS_STREAM_CONSUMED');
    expect(await tensor.read()).toEqual(values);
    expect(await codeOf(() => tensor.read())).toBe('TENSORS_STREAM_CONSUMED');
  });

  it('never hands out the last values when it ends too early or goes on', async () => {
    const verdicts = [
      ['TENSORS_FILE_TRUNCATED', file.subarray(0, -1)],
      ['TENSORS_FILE_TRUNCATED', file.subarray(0, 500)],
      ['TENSORS_TRAILING_BYTES', Uint8Array.of(...file, 0)],
    ] as const;
    for (const [code, bytes] of verdicts) {
      for (const pieceBytes of [1000, file.byteLength]) {
        const tensor = await openNpyStream(inPieces(bytes, pieceBytes));
        expect(await codeOf(() => tensor.read())).toBe(code);
      }
    }
  });

  it('closes its source when it is left early', async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inPieces(file, 5000);
      } finally {
        isClosed = true;
      }
    }
    const tensor = await openNpyStream(source());
    for await (const _ of tensor.chunks({ chunkLength: 100 })) break;
    expect(isClosed).toBe(true);
  });
});
