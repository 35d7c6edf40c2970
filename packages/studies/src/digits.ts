import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Matrix } from './matrix.ts';

/** Handwritten digits of MNIST (LeCun, Cortes, Burges 1998). */
export interface Digits {
  /** Grey of each pixel from 0 (ground) to 1 (ink), [digits, 784]. */
  readonly images: Matrix;
  readonly labels: Uint8Array;
}

export interface DigitSets {
  readonly train: Digits;
  readonly test: Digits;
}

const pixels = 28 * 28;
/** The first this many are trained on, of the rest the first are tested on; labels take turns in both. */
const trainCount = 8000;

let file: Uint8Array | undefined;

/** Reads the first digits of both sets: the same ones each time. At most 8,000 and 2,000. */
export function loadDigits(train: number, test: number): DigitSets {
  file ??= gunzipSync(readFileSync(new URL('./digits.gz', import.meta.url)));
  return { train: slice(file, 0, train), test: slice(file, trainCount, test) };
}

function slice(bytes: Uint8Array, start: number, count: number): Digits {
  const total = bytes.length / (pixels + 1);
  const from = total + start * pixels;
  return {
    labels: bytes.slice(start, start + count),
    images: {
      rows: count,
      columns: pixels,
      values: Float32Array.from(bytes.subarray(from, from + count * pixels), (grey) => grey / 255),
    },
  };
}

/** Shifts and scales all pixels alike to mean 0 and variance 1 over the training set, as is usual. */
export function standardise({ train, test }: DigitSets): DigitSets {
  const { values } = train.images;
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const scaled = (digits: Digits): Digits => {
    const moved = digits.images.values.map((x) => (x - mean) / Math.sqrt(variance));
    return { ...digits, images: { ...digits.images, values: moved } };
  };
  return { train: scaled(train), test: scaled(test) };
}

/** The digits with these indexes, in their order. */
export function pick({ images, labels }: Digits, indexes: ArrayLike<number>): Digits {
  const { columns } = images;
  const values = new Float32Array(indexes.length * columns);
  for (let row = 0; row < indexes.length; row++) {
    const start = indexes[row]! * columns;
    values.set(images.values.subarray(start, start + columns), row * columns);
  }
  return {
    images: { rows: indexes.length, columns, values },
    labels: Uint8Array.from(indexes, (index) => labels[index]!),
  };
}
