import { crc32 } from 'node:zlib';
import { encodeNpy, encodeSafetensors, type DType } from '@actigrad/tensors';
import { combineCrc32, encodeNpz, layOutFile, openTensors } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { collect, randomInts } from './support.ts';

const random = randomInts(11);
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, () => random());

function tensor(name: string, dtype: DType, shape: readonly number[], byteLength: number) {
  return {
    name,
    dtype,
    shape,
    order: 'C',
    byteOrder: 'little',
    data: bytesOf(byteLength),
  } as const;
}

const one = tensor('layer/x', 'F16', [3, 5], 30);
const several = [one, tensor('empty', 'F32', [0], 0), tensor('scalar', 'I64', [], 8)];
const metadata = new Map([['activation', 'gelu']]);

describe('a file that is laid out and then filled in any order', () => {
  it.each([
    ['npy', [one], () => encodeNpy(one)],
    ['npz', several, () => encodeNpz(several)],
    ['npz', [], () => encodeNpz([])],
    ['safetensors', several, () => encodeSafetensors(several, metadata)],
  ] as const)('holds the bytes that the writer of .%s writes', async (format, tensors, encode) => {
    const layout = layOutFile(format, tensors, { metadata });
    const file = new Uint8Array(layout.byteLength);
    const dataOf = (name: string): Uint8Array => tensors.find((t) => t.name === name)!.data;
    for (const { name, position } of layout.tensors.toReversed()) file.set(dataOf(name), position);
    for (const { position, bytes } of layout.framing((name) => crc32(dataOf(name))))
      file.set(bytes, position);
    expect(Buffer.compare(file, await collect(encode()))).toBe(0);
    await using opened = await openTensors(file);
    expect(opened.tensors.size).toBe(tensors.length);
  });

  it('is one array if it is an .npy file', () => {
    expect(() => layOutFile('npy', several)).toThrow(/holds one array; there are 3/);
  });
});

describe('combineCrc32', () => {
  it('is the checksum of the pieces after each other', () => {
    for (const [a, b] of [
      [0, 0],
      [1, 0],
      [0, 9],
      [70_000, 1],
      [3, 70_001],
    ] as const) {
      const [first, second] = [bytesOf(a), bytesOf(b)];
      const whole = crc32(Buffer.concat([first, second]));
      expect(combineCrc32(crc32(first), crc32(second), b)).toBe(whole);
    }
  });
});
