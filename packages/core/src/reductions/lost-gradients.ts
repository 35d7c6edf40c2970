import { dtypeOf, type Dtype, type Elements } from '../elements.ts';
import { allocate } from '../memory.ts';
import { elementsPerTile } from '../tiles.ts';
import type { ColumnLayout } from './columns.ts';
import { reductionLoop } from './module.ts';
import { inKernel } from './stage.ts';

/** A slope of up to this many units in the last place of the largest can round away in f(x). */
const lostUlps = 4;
/** Least normal float32, 2^-126: a product under it may round to 0 in good faith. */
const leastNormal = 2 ** -126;

/** Where a gradient was captured as 0 although the slope is not. */
export interface FalseZeros {
  /** Elements. */
  readonly count: number;
  /** The largest slope that was lost, as it truly is. */
  readonly largestSlope: number;
  /** The input nearest to 0 at which a slope was lost; NaN if none was. */
  readonly nearest: number;
}

export interface LostParts {
  readonly found: FalseZeros;
  readonly byColumn: Float64Array;
}

/** Finds gradients that are 0 only because a framework took the slope from a rounded f(x). */
export class LostGradients {
  readonly #layout: Required<ColumnLayout>;
  readonly #largest: number;
  /** The largest slope that can round away. */
  readonly #limit: number;
  readonly #byColumn: Float64Array;
  #found: FalseZeros = { count: 0, largestSlope: 0, nearest: NaN };

  constructor(layout: Required<ColumnLayout>, largestSlope: number, gradientResolution: number) {
    this.#layout = layout;
    this.#largest = largestSlope;
    this.#limit = lostUlps * gradientResolution * largestSlope;
    this.#byColumn = new Float64Array(layout.columns);
  }

  /** Compares slopes in kernel memory, the first of element `from`, with the gradients there. */
  addStretch(inputs: Elements, gradients: Elements, slopes: Elements, from: number): void {
    const dtype = dtypeOf(slopes, 'slopes');
    const count = slopes.length;
    stages[dtype] ??= allocate(elementsPerTile(dtype), dtype);
    const gradient = inKernel(gradients, from, count, stages[dtype]);
    const anyLost = reductionLoop('anyLost', dtype);
    if (!anyLost(gradient.byteOffset, slopes.byteOffset, count, this.#limit)) return;
    const { columns, run } = this.#layout;
    const turn = columns * run;
    let [measured, reach] = [-1, 0];
    for (let index = 0; index < count; index++) {
      const slope = Math.abs(slopes[index]!);
      if (gradient[index] !== 0 || !(slope > 0 && slope <= this.#limit)) continue;
      const sample = Math.floor((from + index) / turn);
      // The sample's gradients must be large enough that the product is a normal number.
      if (sample !== measured)
        reach = largestOf(gradients.subarray(sample * turn, (sample + 1) * turn));
      measured = sample;
      if (!((slope / this.#largest) * reach > leastNormal)) continue;
      this.#byColumn[Math.floor(((from + index) % turn) / run)]!++;
      this.#widen({ count: 1, largestSlope: slope, nearest: inputs[from + index]! });
    }
  }

  #widen(theirs: FalseZeros): void {
    const { count, largestSlope, nearest } = this.#found;
    const isNearer = Math.abs(theirs.nearest) < Math.abs(nearest) || Number.isNaN(nearest);
    this.#found = {
      count: count + theirs.count,
      largestSlope: Math.max(largestSlope, theirs.largestSlope),
      nearest: isNearer ? theirs.nearest : nearest,
    };
  }

  get found(): FalseZeros {
    return this.#found;
  }

  in(column: number): number {
    return this.#byColumn[column]!;
  }

  parts(): LostParts {
    return { found: this.#found, byColumn: this.#byColumn.slice() };
  }

  absorb({ found, byColumn }: LostParts): void {
    this.#widen(found);
    for (const [column, count] of byColumn.entries()) this.#byColumn[column]! += count;
  }
}

const stages: { [dtype in Dtype]?: Elements } = {};

function largestOf(values: Elements): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]!);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}
