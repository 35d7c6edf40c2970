import {
  createArrayFunction,
  type ArrayCall,
  type ArrayFunction,
  type ArrayKernels,
} from './array-function.ts';
import { dtypeOf } from './elements.ts';
import { kernelOf, view } from './kernels.ts';
import type { ArrayFunctionRecord } from './record.ts';
import { elementsPerTile, forEachStretch, tiles } from './tiles.ts';

/** Bytes of a vector, of which the kernels of pairs take whole ones. */
const vectorBytes = 16;

/** Makes the function with two results for one element, one after the other on the axis. */
export function definePaired<const P extends string>(
  record: ArrayFunctionRecord<P>,
): ArrayFunction<P> {
  const kernels: ArrayKernels = {
    resultSize: (size) => 2 * size,
    forward(call, x, out) {
      const dtype = dtypeOf(x, 'x');
      const run = kernelOf(record.id, 'forward', dtype);
      forEachBlock(call, (from, first, second, length) => {
        forEachStretch(length, elementsPerTile(dtype), (start, count) => {
          const at = from + start;
          view(tiles.x, dtype).set(x.subarray(at, at + count));
          run(tiles.x.address, tiles.y.address, tiles.z.address, wholeVectors(count, x));
          out.set(view(tiles.y, dtype).subarray(0, count), first + start);
          out.set(view(tiles.z, dtype).subarray(0, count), second + start);
        });
      });
    },
    backward(call, x, dy, out) {
      const dtype = dtypeOf(x, 'x');
      const run = kernelOf(record.id, 'backward', dtype);
      forEachBlock(call, (from, first, second, length) => {
        forEachStretch(length, elementsPerTile(dtype), (start, count) => {
          const [ofFirst, ofSecond, at] = [first + start, second + start, from + start];
          view(tiles.x, dtype).set(x.subarray(at, at + count));
          view(tiles.dy, dtype).set(dy.subarray(ofFirst, ofFirst + count));
          view(tiles.v, dtype).set(dy.subarray(ofSecond, ofSecond + count));
          const addresses = [tiles.x.address, tiles.dy.address, tiles.v.address, tiles.y.address];
          run(...addresses, wholeVectors(count, x));
          out.set(view(tiles.y, dtype).subarray(0, count), at);
        });
      });
    },
  };
  return createArrayFunction('paired', record, kernels);
}

function wholeVectors(
  count: number,
  { BYTES_PER_ELEMENT }: { readonly BYTES_PER_ELEMENT: number },
): number {
  return Math.ceil((count * BYTES_PER_ELEMENT) / vectorBytes) * vectorBytes;
}

/** Calls `visit` with where each block of x and its two results begin. */
function forEachBlock(
  { axis: { outer, size, inner } }: ArrayCall,
  visit: (from: number, first: number, second: number, length: number) => void,
): void {
  const length = size * inner;
  for (let block = 0; block < outer; block++) {
    const first = block * 2 * length;
    visit(block * length, first, first + length, length);
  }
}
