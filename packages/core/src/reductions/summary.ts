import { dtypeOf, type Elements } from '../elements.ts';
import type { NonFinite } from '../non-finite.ts';
import { forEachStretch } from '../tiles.ts';
import { ColumnFields, type ColumnLayout } from './columns.ts';
import { ExactSums, squaredDeviation, type Pair } from './exact-sum.ts';
import { mostUndrained } from './key-tables.ts';
import { QuantileSketch, type SketchParts } from './quantile-sketch.ts';
import type { Reduction } from './reduction.ts';
import { addressOf, stretchLength } from './stage.ts';

/** Figures of the finite values of an array, or of one of its columns. NaN where there are none. */
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

/** Fields of a column, in the order of assembly/reductions/column-sums.ts. */
const field = {
  sum: 0,
  squares: 2,
  absolute: 4,
  min: 6,
  max: 7,
  positive: 8,
  negative: 9,
  finite: 10,
  nan: 11,
  positiveInfinity: 12,
  negativeInfinity: 13,
} as const;
const fieldCount = 14;
/** Sums are pairs of fields, high and low. */
const sums = [field.sum, field.squares, field.absolute] as const;
const counts = [
  field.positive,
  field.negative,
  field.finite,
  field.nan,
  field.positiveInfinity,
  field.negativeInfinity,
] as const;

export interface SummaryDescription extends ColumnLayout {
  readonly kind: 'summary';
}

export interface SummaryParts {
  readonly fields: Float64Array;
  readonly sketch: SketchParts;
}

/**
 * Moments, extremes, counts and quantiles of an array and of each of its columns. Sums are exact to
 * about 70 bits of the largest value of a stretch, and are added up to 106 bits. NaN and infinities
 * are counted, and left out of every other figure.
 *
 * @example
 * const summary = new Summary({ columns: 2 });
 * summary.add(Float32Array.of(1, 2, 3, 4));
 * summary.column(0).mean; // 2
 */
export class Summary implements Reduction<SummaryDescription, SummaryParts> {
  readonly description: SummaryDescription;
  readonly columns: number;
  readonly sketch: QuantileSketch = new QuantileSketch();
  readonly #fields: ColumnFields;
  #end = 0;
  #whole: Moments | undefined;

  /** @throws RangeError `CORE_SHAPE` */
  constructor({ columns, run = 1 }: ColumnLayout) {
    this.description = { kind: 'summary', columns, run };
    this.columns = columns;
    this.#fields = new ColumnFields('sums', fieldCount, this.description);
    this.#fields.field(field.min).fill(Infinity);
    this.#fields.field(field.max).fill(-Infinity);
  }

  /** @throws TypeError `CORE_DTYPE` */
  add(arrays: Elements | readonly Elements[], start: number = this.#end): void {
    const values = Array.isArray(arrays) ? (arrays[0] as Elements) : (arrays as Elements);
    const dtype = dtypeOf(values, 'values');
    forEachStretch(values.length, mostUndrained, (partStart, partLength) => {
      const part = values.subarray(partStart, partStart + partLength);
      forEachStretch(partLength, stretchLength(this.#fields.places, dtype), (from, count) => {
        this.#fields.add(addressOf(part, from, count), count, dtype, start + partStart + from);
      });
      this.sketch.drain();
    });
    this.#end = start + values.length;
    this.#whole = undefined;
  }

  parts(): SummaryParts {
    return { fields: this.#fields.values.slice(), sketch: this.sketch.parts() };
  }

  /** Adds the parts of a summary with the same description. */
  absorb({ fields: theirs, sketch }: SummaryParts): void {
    const { values: ours, places } = this.#fields;
    for (const high of sums) {
      const pair = new ExactSums(this.#field(high), this.#field(high + 1));
      for (let place = 0; place < places; place++) {
        const at = high * places + place;
        pair.add(place, theirs[at]!, theirs[at + places]);
      }
    }
    for (const index of counts) {
      for (let at = index * places; at < (index + 1) * places; at++) ours[at]! += theirs[at]!;
    }
    const [min, max] = [field.min * places, field.max * places];
    for (let place = 0; place < places; place++) {
      ours[min + place] = Math.min(ours[min + place]!, theirs[min + place]!);
      ours[max + place] = Math.max(ours[max + place]!, theirs[max + place]!);
    }
    this.sketch.absorb(sketch);
    this.#whole = undefined;
  }

  release(): void {
    this.#fields.release();
  }

  /** Takes over the figures of another part of the same array. */
  merge(other: Summary): void {
    this.absorb(other.parts());
  }

  column(column: number): Moments {
    return this.#moments([...this.#fields.placesOf(column)]);
  }

  /** Of all columns together. */
  get whole(): Moments {
    return (this.#whole ??= this.#moments(
      Array.from({ length: this.#fields.places }, (_, p) => p),
    ));
  }

  /** Values of a column, or of all, that are NaN or infinite. */
  nonFiniteOf(column?: number): NonFinite {
    const total = (index: number): number =>
      column === undefined
        ? this.#field(index).reduce((sum, count) => sum + count, 0)
        : this.#fields.total(index, column);
    return {
      nan: total(field.nan),
      positiveInfinity: total(field.positiveInfinity),
      negativeInfinity: total(field.negativeInfinity),
    };
  }

  /** The value of rank p·(count - 1), within 0.4 %; exact at 0 and 1. */
  quantile(p: number): number {
    const { min, max } = this.whole;
    if (p <= 0 || p >= 1) return p <= 0 ? min : max;
    return Math.min(max, Math.max(min, this.sketch.quantile(p)));
  }

  #field(index: number): Float64Array {
    return this.#fields.field(index);
  }

  #moments(places: readonly number[]): Moments {
    const { values, places: stride } = this.#fields;
    const at = (index: number, place: number): number => values[index * stride + place]!;
    const [sum, squares, absolute] = sums.map((high) => {
      const total = new ExactSums(new Float64Array(1), new Float64Array(1));
      for (const place of places) total.add(0, at(high, place), at(high + 1, place));
      return total.rounded(0);
    }) as [Pair, Pair, Pair];
    let [min, max, positive, negative, count] = [Infinity, -Infinity, 0, 0, 0];
    for (const place of places) {
      min = Math.min(min, at(field.min, place));
      max = Math.max(max, at(field.max, place));
      positive += at(field.positive, place);
      negative += at(field.negative, place);
      count += at(field.finite, place);
    }
    const variance = count === 0 ? NaN : squaredDeviation(sum, squares, count) / count;
    return {
      count,
      mean: sum.high / count,
      variance,
      std: Math.sqrt(variance),
      // Which of two zeros comes first depends on the cut: both are 0.
      min: count === 0 ? NaN : min + 0,
      max: count === 0 ? NaN : max + 0,
      l2: count === 0 ? NaN : Math.sqrt(squares.high),
      meanAbs: absolute.high / count,
      positive,
      negative,
      zero: count - positive - negative,
    };
  }
}
