import { countNonFinite, decodeFloatsInto, encodeFloatsInto, swapBytes } from '@actigrad/tensors';
import { describe, expect, it } from 'vitest';
import { randomInts } from './support.ts';

/** Fewer and more words than a vector and a tile hold. */
const lengths = [0, 1, 7, 8, 9, 16_375, 16_376, 16_377, 40_000];

describe('countNonFinite', () => {
  const patterns = {
    F16: { bytes: 2, nan: [0x7c01, 0xffff], infinite: [0x7c00, 0xfc00], finite: 0x7bff },
    BF16: { bytes: 2, nan: [0x7f81, 0xffff], infinite: [0x7f80, 0xff80], finite: 0x7f7f },
    F32: {
      bytes: 4,
      nan: [0x7f800001, 0xffffffff],
      infinite: [0x7f800000, 0xff800000],
      finite: 0x7f7fffff,
    },
  } as const;

  it.each(Object.entries(patterns))('counts every NaN and infinity of %s', (dtype, kinds) => {
    const random = randomInts(5);
    for (const length of lengths) {
      const expected = { nan: 0, infinite: 0 };
      const words = Array.from({ length }, () => {
        const kind = random() % 8;
        if (kind > 1) return kinds.finite;
        expected[kind === 0 ? 'nan' : 'infinite']++;
        return kinds[kind === 0 ? 'nan' : 'infinite'][random() & 1]!;
      });
      const array = kinds.bytes === 2 ? Uint16Array.from(words) : Uint32Array.from(words);
      const stored = new Uint8Array(array.buffer);
      expect(countNonFinite(stored, dtype as keyof typeof patterns)).toEqual(expected);
    }
  });

  it('counts float64, and nothing in whole numbers', () => {
    for (const length of lengths) {
      const values = Float64Array.from({ length }, (_, i) => [1, NaN, -Infinity][i % 3]!);
      const nan = values.filter(Number.isNaN).length;
      const infinite = values.filter((value) => value === -Infinity).length;
      const stored = new Uint8Array(values.buffer);
      expect(countNonFinite(stored, 'F64')).toEqual({ nan, infinite });
      expect(countNonFinite(stored, 'I64')).toEqual({ nan: 0, infinite: 0 });
    }
  });
});

describe('swapBytes', () => {
  it.each([2, 4, 8] as const)('reverses words of %i bytes, however many', (bytesPerWord) => {
    for (const length of lengths) {
      const bytes = Uint8Array.from({ length: length * bytesPerWord }, (_, i) => i % 251);
      const expected = new Uint8Array(bytes);
      for (let at = 0; at < expected.length; at += bytesPerWord)
        expected.subarray(at, at + bytesPerWord).reverse();
      swapBytes(bytes, bytesPerWord);
      expect(Buffer.compare(bytes, expected)).toBe(0);
    }
  });
});

describe('into arrays that are there', () => {
  it('decodes and encodes where the bytes lie, when they are as wide', () => {
    const values = Float32Array.of(1, -2, 3);
    const bytes = new Uint8Array(values.buffer);
    encodeFloatsInto(values, 'F32', 'big', bytes);
    expect([...bytes.subarray(0, 4)]).toEqual([0x3f, 0x80, 0, 0]);
    decodeFloatsInto(bytes, 'F32', 'big', values);
    expect([...values]).toEqual([1, -2, 3]);
  });

  it('leaves what lies behind them alone', () => {
    const target = new Uint8Array(8).fill(7);
    encodeFloatsInto(Float32Array.of(1, 2, 3), 'BF16', 'little', target.subarray(0, 6));
    expect([...target]).toEqual([0x80, 0x3f, 0, 0x40, 0x40, 0x40, 7, 7]);
  });
});
