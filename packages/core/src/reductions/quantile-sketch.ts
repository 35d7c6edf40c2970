import { dtypeOf, type Elements } from '../elements.ts';
import { forEachStretch } from '../tiles.ts';
import { countKeys, drainKeys, mostUndrained, pageKeys } from './key-tables.ts';
import { addressOf, stretchLength } from './stage.ts';

/** Keys are the upper 16 bits of a float32: sign, 8 bits of exponent, 7 of fraction. */
const keyBits = 16;
const pages = 256;
const unused = new Float64Array(0);

const value = new Float32Array(1);
const bits = new Uint32Array(value.buffer);

/**
 * Counts values in buckets of 1/128 of their power of two, so that quantiles come out within 2^-8
 * (0.4 %) of a value of that rank, whatever the range, and two sketches merge exactly. What is not
 * finite is left out. Values under 1e-40 count as 0, those over the float32 range as its end.
 *
 * @see Masson, Rim, Lee 2019, DDSketch, doi 10.14778/3352063.3352135, with the bits of the float
 * as its logarithm
 * @example
 * const sketch = new QuantileSketch();
 * sketch.add(Float32Array.of(1, 2, 3));
 * sketch.quantile(0.5); // 2.0078125
 */
export class QuantileSketch {
  count = 0;
  /** Counts, 256 keys a page; most data touches some twenty of the pages. */
  readonly #pages: Float64Array[] = Array.from({ length: pages }, () => unused);

  /** Takes in more values. */
  add(values: Elements): void {
    const dtype = dtypeOf(values, 'values');
    forEachStretch(values.length, mostUndrained, (start, length) => {
      const part = values.subarray(start, start + length);
      forEachStretch(length, stretchLength(1, dtype), (from, count) => {
        countKeys(addressOf(part, from, count), count, dtype);
      });
      this.drain();
    });
  }

  /** Takes over what `countKeys` has counted. */
  drain(): void {
    drainKeys((page, counts) => this.#addPage(page, counts));
  }

  #addPage(page: number, counts: ArrayLike<number>): void {
    let ours = this.#pages[page]!;
    if (ours === unused) ours = this.#pages[page] = new Float64Array(pageKeys);
    const end = finiteKeys(page);
    for (let slot = 0; slot < end; slot++) {
      ours[slot]! += counts[slot]!;
      this.count += counts[slot]!;
    }
  }

  /** The pages that hold counts, to be sent elsewhere. */
  parts(): SketchParts {
    return [...this.#pages.entries()].filter(([, counts]) => counts !== unused);
  }

  /** Takes over the parts of another sketch. */
  absorb(parts: SketchParts): void {
    for (const [page, counts] of parts) this.#addPage(page, counts);
  }

  merge(other: QuantileSketch): void {
    this.absorb(other.parts());
  }

  /** Buckets that hold values, in increasing order. */
  *buckets(): Generator<Bucket> {
    for (let page = 255; page >= 128; page--) yield* this.#pageBuckets(page, true);
    for (let page = 0; page < 128; page++) yield* this.#pageBuckets(page, false);
  }

  *#pageBuckets(page: number, descending: boolean): Generator<Bucket> {
    const counts = this.#pages[page]!;
    if (counts === unused) return;
    for (let step = 0; step < pageKeys; step++) {
      const slot = descending ? pageKeys - 1 - step : step;
      const count = counts[slot]!;
      if (count === 0) continue;
      const near = edge(page * pageKeys + slot);
      const far = edge(page * pageKeys + slot + 1);
      yield descending ? { low: far, high: near, count } : { low: near, high: far, count };
    }
  }

  /** The value of rank p·(count - 1), p from 0 to 1; NaN of no values. */
  quantile(p: number): number {
    const rank = Math.floor(p * (this.count - 1));
    let before = 0;
    for (const { low, high, count } of this.buckets()) {
      before += count;
      if (rank < before)
        return Math.abs(low) < leastValue && Math.abs(high) < leastValue ? 0 : (low + high) / 2;
    }
    return NaN;
  }

  /** Share of values below a limit; a bucket that holds the limit counts in proportion. */
  shareBelow(limit: number): number {
    let below = 0;
    for (const { low, high, count } of this.buckets()) {
      below += count * Math.min(1, Math.max(0, (limit - low) / (high - low)));
    }
    return this.count === 0 ? NaN : below / this.count;
  }

  /** Counts in equal bins from `start` to `end`; a bucket across an edge is divided in proportion. */
  histogram(start: number, end: number, binCount: number): Float64Array {
    const bins = new Float64Array(binCount);
    const width = (end - start) / binCount;
    for (const { low, high, count } of this.buckets()) {
      const from = Math.max(low, start);
      const to = Math.min(high, end);
      const first = clamp(Math.floor((from - start) / width), binCount);
      const last = clamp(Math.ceil((to - start) / width) - 1, binCount);
      if (first >= last || !(to > from)) {
        // A bucket at the very edge holds values inside that its own bounds overstep.
        if (high >= start && low <= end) bins[first]! += count;
        continue;
      }
      for (let bin = first; bin <= last; bin++) {
        const overlap =
          Math.min(to, start + (bin + 1) * width) - Math.max(from, start + bin * width);
        bins[bin]! += (count * overlap) / (to - from);
      }
    }
    return bins;
  }
}

/** Counts of pages of 256 keys, by number of the page. */
export type SketchParts = readonly (readonly [page: number, counts: Float64Array])[];

/** Keys of a page that stand for finite numbers: the last page of each sign is half full. */
function finiteKeys(page: number): number {
  return page % (pages / 2) === pages / 2 - 1 ? pageKeys / 2 : pageKeys;
}

export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The first bucket above 0 ends here: 2^-133, among the subnormal float32 numbers. */
const leastValue = 2 ** -132;

function edge(key: number): number {
  bits[0] = key << keyBits;
  return value[0]!;
}

function clamp(bin: number, binCount: number): number {
  return Math.min(binCount - 1, Math.max(0, bin));
}
