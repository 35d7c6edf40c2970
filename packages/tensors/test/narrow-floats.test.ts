import { decodeFloats, encodeFloats } from '@actigrad/tensors';
import { describe, expect, it } from 'vitest';
import { randomInts } from './support.ts';

interface NarrowFormat {
  readonly dtype: 'F16' | 'BF16';
  readonly exponentBits: number;
  readonly fractionBits: number;
}

const formats: readonly NarrowFormat[] = [
  { dtype: 'F16', exponentBits: 5, fractionBits: 10 },
  { dtype: 'BF16', exponentBits: 8, fractionBits: 7 },
];

/** The value of a bit pattern by the definition of the format; every one is exact in float64. */
function valueOf(bits: number, { exponentBits, fractionBits }: NarrowFormat): number {
  const bias = 2 ** (exponentBits - 1) - 1;
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits & 0x7fff) >> fractionBits;
  const fraction = bits & (2 ** fractionBits - 1);
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias - fractionBits);
  return sign * (2 ** fractionBits + fraction) * 2 ** (exponent - bias - fractionBits);
}

/** The bit pattern of infinity: one more than that of the largest value. */
function infinityOf({ exponentBits, fractionBits }: NarrowFormat): number {
  return (2 ** exponentBits - 1) * 2 ** fractionBits;
}

/** All values from zero up by their patterns; for rounding, infinity stands where the next value would be. */
function ladderOf(format: NarrowFormat): readonly number[] {
  const finite = Array.from({ length: infinityOf(format) }, (_, bits) => valueOf(bits, format));
  return [...finite, 2 * finite.at(-1)! - finite.at(-2)!];
}

/** Nearest by search among all values, ties to the even pattern. Midpoints are exact in float64. */
function nearest(x: number, ladder: readonly number[]): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(x);
  let low = 0;
  let high = ladder.length - 1;
  if (magnitude >= ladder[high]!) return sign | high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ladder[middle]! <= magnitude) low = middle;
    else high = middle;
  }
  const midpoint = (ladder[low]! + ladder[high]!) / 2;
  const isUp = magnitude > midpoint || (magnitude === midpoint && low % 2 === 1);
  return sign | (isUp ? high : low);
}

function patterns(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

const everyPattern = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);

function bytesOf(words: Uint16Array): Uint8Array {
  return new Uint8Array(words.slice().buffer);
}

/** The neighbours of a float32, by its bits. */
function float32Neighbours(value: number): number[] {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0]!;
  return [...new Float32Array(Uint32Array.of(bits - 1, bits, bits + 1).buffer)];
}

/** The neighbours of a float64, by its bits. */
function float64Neighbours(value: number): number[] {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!;
  return [...new Float64Array(BigUint64Array.of(bits - 1n, bits, bits + 1n).buffer)];
}

for (const format of formats) {
  const { dtype } = format;
  const ladder = ladderOf(format);

  function expectNearest(values: Float32Array | Float64Array): void {
    const rounded = patterns(encodeFloats(values, dtype, 'little'));
    const wrong: string[] = [];
    for (const [i, value] of values.entries()) {
      const expected = nearest(value, ladder);
      if (rounded[i] !== expected)
        wrong.push(`${value} became ${rounded[i]}, expected ${expected}`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  }

  /** Midway between each two neighbouring values, from zero to the step into infinity. */
  const midpoints = ladder.slice(1).map((value, i) => (ladder[i]! + value) / 2);

  describe(`${dtype} conversion`, () => {
    it('widens all 65,536 patterns to the values that the format defines', () => {
      const values = decodeFloats(bytesOf(everyPattern), dtype, 'little');
      const wrong = [...values].flatMap((value, bits) =>
        Object.is(value, valueOf(bits, format)) ? [] : [bits],
      );
      expect(wrong).toEqual([]);
    });

    it('gives back all 65,536 patterns, NaN payloads included, in both byte orders', () => {
      for (const byteOrder of ['little', 'big'] as const) {
        const values = decodeFloats(bytesOf(everyPattern), dtype, byteOrder);
        expect(encodeFloats(values, dtype, byteOrder)).toEqual(bytesOf(everyPattern));
      }
    });

    it('rounds every tie to even and its float32 neighbours to the nearer side, with either sign', () => {
      const values = midpoints.flatMap((midpoint) => float32Neighbours(midpoint));
      // Every midpoint is a float32, even the one before infinity: nothing here overflowed.
      expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
      expectNearest(Float32Array.from(values));
      expectNearest(Float32Array.from(values, (value) => -value));
    });

    it('rounds float64 once: neighbours of a tie that float32 cannot tell from it go to the nearer side', () => {
      const values = midpoints.flatMap((midpoint) => float64Neighbours(midpoint));
      expectNearest(Float64Array.from(values));
      expectNearest(Float64Array.from(values, (value) => -value));
    });

    it('rounds a seeded sample of all float32 patterns to the nearest', () => {
      const next = randomInts(16);
      const bits = Uint32Array.from({ length: 200_000 }, next);
      expectNearest(new Float32Array(bits.buffer).filter((value) => !Number.isNaN(value)));
    });

    it('rounds subnormal, tiny, huge and infinite float32 and float64 to the nearest', () => {
      const values = [
        0,
        2 ** -149,
        2 ** -126,
        2 ** -133,
        2 ** -134,
        2 ** -25,
        2 ** -24,
        65504,
        65519.99,
        65520,
        3.4e38,
      ];
      const signed = [...values, Infinity].flatMap((value) => [value, -value]);
      expectNearest(Float32Array.from(signed));
      expectNearest(Float64Array.from([...signed, 5e-324, -5e-324, 1e-50, 1.7e308, -1.7e308]));
    });

    it('keeps every NaN a NaN of the same sign', () => {
      const nans = Uint32Array.from([0x7f800001, 0x7fc00000, 0x7fffffff, 0xff800001, 0xffc01234]);
      const rounded = patterns(encodeFloats(new Float32Array(nans.buffer), dtype, 'little'));
      for (const [i, bits] of rounded.entries()) {
        expect(valueOf(bits, format)).toBeNaN();
        expect(bits >> 15).toBe(nans[i]! >>> 31);
      }
      expect(
        valueOf(patterns(encodeFloats(Float64Array.of(NaN), dtype, 'little'))[0]!, format),
      ).toBeNaN();
    });
  });
}
