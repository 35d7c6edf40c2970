import { SlopeCounts, type Activation } from '@actigrad/core';
import type { UnitLayout } from './unit-layout.ts';

/**
 * What the slopes f'(x) of a layer's inputs let through, per unit and as a whole. With the
 * gradients that a framework computed, also what its rounding lost of them.
 */
export class SlopeStatistics extends SlopeCounts {
  /** `resolution`: spacing near 1 of the numbers in which gradients were captured. */
  constructor(
    activation: Activation,
    { units, inner }: Pick<UnitLayout, 'units' | 'inner'>,
    resolution?: number,
  ) {
    super(activation, {
      columns: units,
      run: inner,
      ...(resolution !== undefined && { gradientResolution: resolution }),
    });
  }

  get units(): number {
    return this.columns;
  }

  /** Share of all inputs that lie on a side and whose slope is under `level` of the largest. */
  flatOn(side: 'left' | 'right', level: number): number {
    const limit = level * this.largest;
    let flat = 0;
    for (const { low, high, count } of this.sketch.buckets()) {
      // Slopes of the left side carry a minus sign.
      const [near, far] = side === 'left' ? [-high, -low] : [low, high];
      if (far > 0) flat += count * Math.min(1, Math.max(0, (limit - near) / (far - near)));
    }
    return this.count === 0 ? 0 : flat / this.count;
  }

  /** Share of a unit's samples with a slope that is not 0. */
  activeShare(unit: number): number {
    return 1 - this.zeroIn(unit) / this.countIn(unit);
  }

  /** Share of a unit's samples with a slope of at least 1 % of the largest. */
  openShare(unit: number): number {
    return 1 - this.flatIn(unit) / this.countIn(unit);
  }

  /** Units with at most this share of active samples; 0: those never active in any sample. */
  unitsActiveAtMost(share: number): number {
    return this.#countUnits((unit) => this.activeShare(unit) <= share);
  }

  /** Units active in every sample. */
  unitsAlwaysActive(): number {
    return this.#countUnits((unit) => this.zeroIn(unit) === 0);
  }

  /** Units whose slope is under 1 % in at least this share of samples. */
  unitsFlatAtLeast(share: number): number {
    return this.#countUnits((unit) => this.flatIn(unit) >= share * this.countIn(unit));
  }

  /** Units whose gradient is falsely 0 in every sample: dead in the framework only. */
  unitsFalselyDead(): number {
    return this.#countUnits((unit) => this.lostIn(unit) >= this.countIn(unit));
  }

  #countUnits(holds: (unit: number) => boolean): number {
    let count = 0;
    for (let unit = 0; unit < this.units; unit++) {
      if (this.countIn(unit) > 0 && holds(unit)) count++;
    }
    return count;
  }
}
