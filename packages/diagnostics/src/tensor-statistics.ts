import { Summary, type Elements, type Moments } from '@actigrad/core';
import type { UnitLayout } from './unit-layout.ts';

/** A chunk of a tensor. */
export type Floats = Elements;

/** Bins of equal width. */
export interface Histogram {
  readonly start: number;
  readonly end: number;
  readonly counts: Float64Array;
}

/**
 * Statistics of a tensor and of each of its units, taken from its chunks in order. The merged
 * statistics of two halves are those of the whole. NaN and infinities are counted, and left out of
 * every other figure.
 *
 * @example
 * const statistics = new TensorStatistics({ units: 2, inner: 1, cycle: 2, samples: 2 });
 * statistics.add(Float32Array.of(1, 2, 3, 4));
 * statistics.unit(0).mean; // 2
 */
export class TensorStatistics extends Summary {
  constructor({ units, inner }: Pick<UnitLayout, 'units' | 'inner'>) {
    super({ columns: units, run: inner });
  }

  get units(): number {
    return this.columns;
  }

  unit(unit: number): Moments {
    return this.column(unit);
  }

  get nan(): number {
    return this.nonFiniteOf().nan;
  }

  get positiveInfinity(): number {
    return this.nonFiniteOf().positiveInfinity;
  }

  get negativeInfinity(): number {
    return this.nonFiniteOf().negativeInfinity;
  }

  get nonFinite(): number {
    return this.nan + this.positiveInfinity + this.negativeInfinity;
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
      const { positive, negative } = this.unit(unit);
      if (positive + negative === 0) continue;
      sum += Math.abs(positive - negative) / (positive + negative);
      measured++;
    }
    return measured === 0 ? NaN : sum / measured;
  }
}
