import { dtypeOf, type Dtype, type Elements } from './elements.ts';
import { kernelOf, reserveTile } from './kernels.ts';
import { elementsPerTile, forEachStretch, source, tiles } from './tiles.ts';

/** How many values of each kind are not finite. */
export interface NonFinite {
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
}

/** Three u32, of the latest stretch. */
const counts = reserveTile(16);
const counted = new Uint32Array(counts.float32.buffer, counts.address, 3);
const loops = {
  float32: kernelOf('nonFinite', 'count', 'float32'),
  float64: kernelOf('nonFinite', 'count', 'float64'),
} satisfies { readonly [dtype in Dtype]: unknown };

/**
 * Counts the NaN and the infinities in an array of any length.
 *
 * @throws TypeError `CORE_DTYPE` if it is neither a Float32Array nor a Float64Array
 * @example
 * countNonFinite(Float32Array.of(1, NaN, -Infinity)); // { nan: 1, positiveInfinity: 0, negativeInfinity: 1 }
 */
export function countNonFinite(values: Elements): NonFinite {
  const dtype = dtypeOf(values, 'values');
  let [nan, positiveInfinity, negativeInfinity] = [0, 0, 0];
  forEachStretch(values.length, elementsPerTile(dtype), (start, count) => {
    loops[dtype](source(values, start, count, tiles.x), counts.address, count);
    nan += counted[0] ?? 0;
    positiveInfinity += counted[1] ?? 0;
    negativeInfinity += counted[2] ?? 0;
  });
  return { nan, positiveInfinity, negativeInfinity };
}
