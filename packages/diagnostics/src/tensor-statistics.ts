import { ExactSums, squaredDeviation, squareError, type Pair } from './exact-sum.ts';
import { QuantileSketch } from './quantile-sketch.ts';
import type { UnitLayout } from './unit-layout.ts';

/** 64 rows of 512 float32 units are 128 KiB: a usual second-level cache holds them. */
const blockRows = 64;

/** A chunk of a tensor. */
export type Floats = Float32Array | Float64Array;

/** Figures of the finite values of a tensor, or of one of its units. NaN where there are none. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Population variance: divided by the count. */
  readonly variance: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Euclidean norm. */
  readonly l2: number;
  readonly meanAbs: number;
  readonly positive: number;
  readonly negative: number;
  readonly zero: number;
}

/**
 * Statistics of a tensor and of each of its units, taken from its chunks in order. Sums are exact
 * to about 106 bits, so the merged statistics of two halves are those of the whole. NaN and
 * infinities are counted, and left out of every other figure.
 *
 * @example
 * const statistics = new TensorStatistics({ units: 2, inner: 1, cycle: 2, samples: 2 });
 * statistics.add(Float32Array.of(1, 2, 3, 4));
 * statistics.unit(0).mean; // 2
 */
export class TensorStatistics {
  readonly units: number;
  readonly sketch: QuantileSketch = new QuantileSketch();
  nan = 0;
  positiveInfinity = 0;
  negativeInfinity = 0;
  readonly #inner: number;
  readonly #sum: ExactSums;
  readonly #squares: ExactSums;
  readonly #absolute: ExactSums;
  readonly #positive: Float64Array;
  readonly #negative: Float64Array;
  readonly #zero: Float64Array;
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  /** Unit and element within its turn at which the next chunk starts. */
  #unit = 0;
  #within = 0;

  constructor({ units, inner }: UnitLayout) {
    this.units = units;
    this.#inner = inner;
    this.#sum = new ExactSums(units);
    this.#squares = new ExactSums(units);
    this.#absolute = new ExactSums(units);
    this.#positive = new Float64Array(units);
    this.#negative = new Float64Array(units);
    this.#zero = new Float64Array(units);
    this.#min = new Float64Array(units).fill(Infinity);
    this.#max = new Float64Array(units).fill(-Infinity);
  }

  /** Takes in the next elements. */
  add(chunk: Floats): void {
    const values = { chunk, words: wordsOf(chunk) };
    let start = 0;
    while (start < chunk.length) {
      const rows = Math.min(blockRows, Math.floor((chunk.length - start) / this.units));
      if (this.#inner === 1 && this.#unit === 0 && rows > 1) {
        // Each unit runs down its column of a block that stays in cache.
        for (let unit = 0; unit < this.units; unit++)
          this.#addRun(unit, values, start + unit, this.units, rows);
        start += rows * this.units;
        continue;
      }
      const count = Math.min(this.#inner - this.#within, chunk.length - start);
      this.#addRun(this.#unit, values, start, 1, count);
      this.#advance(count);
      start += count;
    }
  }

  #advance(count: number): void {
    this.#within += count;
    if (this.#within < this.#inner) return;
    this.#within = 0;
    this.#unit = this.#unit + 1 === this.units ? 0 : this.#unit + 1;
  }

  /**
   * Adds `count` elements of one unit, `stride` apart. The three exact sums are written out, with
   * their state in locals: as calls on arrays they take five times as long.
   */
  #addRun(
    unit: number,
    { chunk, words }: Values,
    start: number,
    stride: number,
    count: number,
  ): void {
    let { high: sumHigh, low: sumLow } = this.#sum.at(unit);
    let { high: squareHigh, low: squareLow } = this.#squares.at(unit);
    let { high: absoluteHigh, low: absoluteLow } = this.#absolute.at(unit);
    let [min, max, positive, negative, zero] = [this.#min[unit]!, this.#max[unit]!, 0, 0, 0];
    const { sketch } = this;
    const end = start + count * stride;
    for (let index = start; index < end; index += stride) {
      const x = chunk[index]!;
      // NaN and the infinities are the numbers whose difference with themselves is not 0.
      if (x - x !== 0) {
        this.#addNonFinite(x);
        continue;
      }
      let before = sumHigh;
      sumHigh += x;
      let part = sumHigh - before;
      sumLow += before - (sumHigh - part) + (x - part);

      const square = x * x;
      before = squareHigh;
      squareHigh += square;
      part = squareHigh - before;
      squareLow += before - (squareHigh - part) + (square - part);
      if (!words) squareLow += squareError(x, square);

      const size = Math.abs(x);
      before = absoluteHigh;
      absoluteHigh += size;
      part = absoluteHigh - before;
      absoluteLow += before - (absoluteHigh - part) + (size - part);

      positive += Number(x > 0);
      negative += Number(x < 0);
      zero += Number(x === 0);
      min = Math.min(min, x);
      max = Math.max(max, x);
      if (words) sketch.addKey(words[index]! >>> 16);
      else sketch.add(x);
    }
    this.#sum.set(unit, sumHigh, sumLow);
    this.#squares.set(unit, squareHigh, squareLow);
    this.#absolute.set(unit, absoluteHigh, absoluteLow);
    this.#positive[unit]! += positive;
    this.#negative[unit]! += negative;
    this.#zero[unit]! += zero;
    this.#min[unit] = min;
    this.#max[unit] = max;
  }

  #addNonFinite(x: number): void {
    if (x === Infinity) this.positiveInfinity++;
    else if (x === -Infinity) this.negativeInfinity++;
    else this.nan++;
  }

  /** Takes over the statistics of another part of the same tensor. */
  merge(other: TensorStatistics): void {
    this.nan += other.nan;
    this.positiveInfinity += other.positiveInfinity;
    this.negativeInfinity += other.negativeInfinity;
    this.sketch.merge(other.sketch);
    this.#sum.merge(other.#sum);
    this.#squares.merge(other.#squares);
    this.#absolute.merge(other.#absolute);
    for (let unit = 0; unit < this.units; unit++) {
      this.#positive[unit]! += other.#positive[unit]!;
      this.#negative[unit]! += other.#negative[unit]!;
      this.#zero[unit]! += other.#zero[unit]!;
      this.#min[unit] = Math.min(this.#min[unit]!, other.#min[unit]!);
      this.#max[unit] = Math.max(this.#max[unit]!, other.#max[unit]!);
    }
  }

  unit(unit: number): Moments {
    return moments(
      {
        sum: this.#sum.rounded(unit),
        squares: this.#squares.rounded(unit),
        absolute: this.#absolute.rounded(unit),
      },
      { positive: this.#positive[unit]!, negative: this.#negative[unit]!, zero: this.#zero[unit]! },
      this.#min[unit]!,
      this.#max[unit]!,
    );
  }

  /** Of all units together. */
  get whole(): Moments {
    return moments(
      { sum: this.#sum.total(), squares: this.#squares.total(), absolute: this.#absolute.total() },
      { positive: total(this.#positive), negative: total(this.#negative), zero: total(this.#zero) },
      this.#min.reduce((a, b) => Math.min(a, b), Infinity),
      this.#max.reduce((a, b) => Math.max(a, b), -Infinity),
    );
  }

  get nonFinite(): number {
    return this.nan + this.positiveInfinity + this.negativeInfinity;
  }

  /** The value of rank p·(count - 1), within 0.4 %; exact at 0 and 1. */
  quantile(p: number): number {
    const { min, max } = this.whole;
    if (p <= 0 || p >= 1) return p <= 0 ? min : max;
    return Math.min(max, Math.max(min, this.sketch.quantile(p)));
  }

  /** Equal bins between the least and the greatest value. */
  histogram(binCount = 64): Histogram {
    const { min, max } = this.whole;
    const end = max > min ? max : min + 1;
    return { start: min, end, counts: this.sketch.histogram(min, end, binCount) };
  }

  /**
   * How far the values of each unit agree in sign: |positive - negative| / (positive + negative),
   * averaged over units that have any. 1: every unit moves all its weights one way.
   */
  get signCoherence(): number {
    let sum = 0;
    let measured = 0;
    for (let unit = 0; unit < this.units; unit++) {
      const signed = this.#positive[unit]! + this.#negative[unit]!;
      if (signed === 0) continue;
      sum += Math.abs(this.#positive[unit]! - this.#negative[unit]!) / signed;
      measured++;
    }
    return measured === 0 ? NaN : sum / measured;
  }
}

/** A chunk; of float32, its bits too: an exact square needs no care, and the bits are the place in the sketch. */
interface Values {
  readonly chunk: Floats;
  readonly words: Uint32Array | undefined;
}

function wordsOf(chunk: Floats): Uint32Array | undefined {
  const { buffer, byteOffset, length } = chunk;
  return chunk instanceof Float32Array ? new Uint32Array(buffer, byteOffset, length) : undefined;
}

/** Bins of equal width. */
export interface Histogram {
  readonly start: number;
  readonly end: number;
  readonly counts: Float64Array;
}

interface Sums {
  readonly sum: Pair;
  readonly squares: Pair;
  readonly absolute: Pair;
}

function moments(
  { sum, squares, absolute }: Sums,
  counts: { readonly positive: number; readonly negative: number; readonly zero: number },
  min: number,
  max: number,
): Moments {
  const count = counts.positive + counts.negative + counts.zero;
  const variance = count === 0 ? NaN : squaredDeviation(sum, squares, count) / count;
  return {
    count,
    mean: sum.high / count,
    variance,
    std: Math.sqrt(variance),
    min: count === 0 ? NaN : min,
    max: count === 0 ? NaN : max,
    l2: count === 0 ? NaN : Math.sqrt(squares.high),
    meanAbs: absolute.high / count,
    ...counts,
  };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
