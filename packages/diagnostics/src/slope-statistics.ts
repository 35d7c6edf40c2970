import type { Activation } from '@actigrad/core';
import { QuantileSketch } from './quantile-sketch.ts';
import type { Floats } from './tensor-statistics.ts';
import type { UnitLayout } from './unit-layout.ts';

/** A slope under this share of the function's largest counts as flat: the field's 1 %. */
const flatShare = 0.01;

/** Where a gradient was captured as 0 although the slope is not. */
export interface FalseZeros {
  /** Elements. */
  count: number;
  /** The largest slope that was lost, as it truly is. */
  largestSlope: number;
  /** The input nearest to 0 at which a slope was lost; NaN if none was. */
  nearest: number;
}

/**
 * What the slopes f'(x) of a layer's inputs let through, per unit and as a whole. Slopes come from
 * the kernel, so from x: none is lost to the rounding of f(x). NaN inputs are left out.
 */
export class SlopeStatistics {
  readonly units: number;
  /** Finite inputs. */
  count = 0;
  /** Slopes under 1 % of the function's largest. */
  below1Percent = 0;
  /** Slopes that are exactly 0. */
  zero = 0;
  /** |slope| as a share of the largest, for inputs on each side of where the slope is largest. */
  readonly left: QuantileSketch = new QuantileSketch();
  readonly right: QuantileSketch = new QuantileSketch();
  readonly falseZeros: FalseZeros = { count: 0, largestSlope: 0, nearest: NaN };
  readonly #samples: Float64Array;
  readonly #below: Float64Array;
  readonly #zero: Float64Array;
  readonly #falseZero: Float64Array;
  readonly #activation: Activation;
  readonly #largest: number;
  readonly #peak: number;
  readonly #layout: UnitLayout;
  #ones: Floats = new Float32Array(0);

  constructor(activation: Activation, layout: UnitLayout) {
    const { largestSlope } = representative(activation).facts();
    this.#activation = activation;
    this.#largest = Math.abs(largestSlope.value);
    this.#peak = largestSlope.at;
    this.#layout = layout;
    this.units = layout.units;
    this.#samples = new Float64Array(layout.units);
    this.#below = new Float64Array(layout.units);
    this.#zero = new Float64Array(layout.units);
    this.#falseZero = new Float64Array(layout.units);
  }

  /**
   * Takes in a chunk of whole turns of the units, with the captured gradients of the same elements
   * if there are any. `resolution`: spacing of the captured numbers near 1.
   */
  add(inputs: Floats, gradients: Floats | undefined, resolution: number): void {
    const { cycle, inner } = this.#layout;
    const slopes = this.#slopesOf(inputs);
    for (let start = 0; start < inputs.length; start += cycle) {
      const reach = gradients ? largestOf(gradients, start, start + cycle) : 0;
      for (let offset = 0; offset < cycle; offset++) {
        const x = inputs[start + offset]!;
        if (!Number.isFinite(x)) continue;
        const unit = Math.floor(offset / inner);
        const slope = Math.abs(slopes[start + offset]!);
        this.#addSlope(unit, x, slope);
        if (gradients?.[start + offset] === 0 && this.#isFalse(slope, reach, resolution)) {
          this.#addFalseZero(unit, x, slope);
        }
      }
    }
  }

  #slopesOf(inputs: Floats): Floats {
    const Kind = inputs instanceof Float32Array ? Float32Array : Float64Array;
    if (this.#ones.length !== inputs.length || !(this.#ones instanceof Kind)) {
      this.#ones = new Kind(inputs.length).fill(1);
    }
    const { cycle, inner, units } = this.#layout;
    const layout = { shape: [inputs.length / cycle, units, inner], channelAxis: 1 };
    return inputs instanceof Float32Array
      ? this.#activation.backward(inputs, this.#ones as Float32Array, layout)
      : this.#activation.backward(inputs, this.#ones as Float64Array, layout);
  }

  #addSlope(unit: number, x: number, slope: number): void {
    this.count++;
    this.#samples[unit]!++;
    if (slope < flatShare * this.#largest) {
      this.below1Percent++;
      this.#below[unit]!++;
    }
    if (slope === 0) {
      this.zero++;
      this.#zero[unit]!++;
    }
    (x < this.#peak ? this.left : this.right).add(slope / this.#largest);
  }

  /**
   * A gradient of 0 is the framework's doing where the slope is not 0 yet lost beside the largest,
   * as in 1 - f², and the sample's gradients are large enough that the product is a normal number.
   */
  #isFalse(slope: number, reach: number, resolution: number): boolean {
    const share = slope / this.#largest;
    return share > 0 && share <= lostUlps * resolution && share * reach > leastNormal;
  }

  #addFalseZero(unit: number, x: number, slope: number): void {
    const found = this.falseZeros;
    found.count++;
    this.#falseZero[unit]!++;
    if (slope > found.largestSlope) found.largestSlope = slope;
    if (!(Math.abs(x) >= Math.abs(found.nearest))) found.nearest = x;
  }

  /** Share of all inputs that lie on a side and whose slope is under `level` of the largest. */
  flatOn(side: 'left' | 'right', level: number): number {
    const sketch = this[side];
    return sketch.count === 0 ? 0 : (sketch.shareBelow(level) * sketch.count) / this.count;
  }

  /** Share of a unit's samples with a slope that is not 0. */
  activeShare(unit: number): number {
    return 1 - this.#zero[unit]! / this.#samples[unit]!;
  }

  /** Share of a unit's samples with a slope of at least 1 % of the largest. */
  openShare(unit: number): number {
    return 1 - this.#below[unit]! / this.#samples[unit]!;
  }

  /** Units with at most this share of active samples; 0: those never active in any sample. */
  unitsActiveAtMost(share: number): number {
    return this.#countUnits((unit) => this.activeShare(unit) <= share);
  }

  /** Units active in every sample. */
  unitsAlwaysActive(): number {
    return this.#countUnits((unit) => this.activeShare(unit) === 1);
  }

  /** Units whose slope is under 1 % in at least this share of samples. */
  unitsFlatAtLeast(share: number): number {
    return this.#countUnits((unit) => this.#below[unit]! >= share * this.#samples[unit]!);
  }

  /** Units whose gradient is falsely 0 in every sample: dead in the framework only. */
  unitsFalselyDead(): number {
    return this.#countUnits((unit) => this.#falseZero[unit]! >= this.#samples[unit]!);
  }

  #countUnits(holds: (unit: number) => boolean): number {
    let count = 0;
    for (let unit = 0; unit < this.units; unit++) {
      if (this.#samples[unit]! > 0 && holds(unit)) count++;
    }
    return count;
  }

  /** Takes over the statistics of another part of the same layer. */
  merge(other: SlopeStatistics): void {
    this.count += other.count;
    this.below1Percent += other.below1Percent;
    this.zero += other.zero;
    this.left.merge(other.left);
    this.right.merge(other.right);
    const [ours, theirs] = [this.falseZeros, other.falseZeros];
    ours.count += theirs.count;
    ours.largestSlope = Math.max(ours.largestSlope, theirs.largestSlope);
    if (!(Math.abs(theirs.nearest) >= Math.abs(ours.nearest))) ours.nearest = theirs.nearest;
    for (let unit = 0; unit < this.units; unit++) {
      this.#samples[unit]! += other.#samples[unit]!;
      this.#below[unit]! += other.#below[unit]!;
      this.#zero[unit]! += other.#zero[unit]!;
      this.#falseZero[unit]! += other.#falseZero[unit]!;
    }
  }
}

/** A slope of up to this many units in the last place of the largest can round away in f(x). */
const lostUlps = 4;
/** Least normal float32, 2^-126: a product under it may round to 0 in good faith. */
const leastNormal = 2 ** -126;

function largestOf(values: Floats, start: number, end: number): number {
  let largest = 0;
  for (let index = start; index < end; index++) {
    const size = Math.abs(values[index]!);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}

/** Facts need one value a parameter: where there is one a channel, their mean stands for them. */
export function representative(activation: Activation): Activation {
  const means = Object.entries(activation.parameters).flatMap(([name, value]) =>
    typeof value === 'number'
      ? []
      : [[name, value.reduce((sum, each) => sum + each, 0) / value.length] as const],
  );
  return means.length === 0 ? activation : activation.with(Object.fromEntries(means));
}
