import { createArrayFunction, type ArrayFunction, type ArrayKernels } from './array-function.ts';
import type { Axis } from './axis.ts';
import { dtypeOf, emptyLike, type Elements } from './elements.ts';
import { kernelOf } from './kernels.ts';
import type { ArrayFunctionRecord } from './record.ts';
import { withScratchArrays } from './scratch-arrays.ts';

/** Makes the function of whole rows that a record describes. */
export function defineRowwise<const P extends string>(
  record: ArrayFunctionRecord<P>,
): ArrayFunction<P> {
  const kernels: ArrayKernels = {
    resultSize: (size) => size,
    forward({ axis }, x, out) {
      const run = kernelOf(record.id, 'forward', dtypeOf(x, 'x'));
      const rows = gather(x, axis);
      const results = axis.inner === 1 ? out : emptyLike(out);
      withScratchArrays(({ input, output }) => {
        run(input(rows), output(results), axis.outer * axis.inner, axis.size);
      });
      if (results !== out) scatter(results, out, axis);
    },
    backward({ axis }, x, dy, out) {
      const run = kernelOf(record.id, 'backward', dtypeOf(x, 'x'));
      const [rows, gradients] = [gather(x, axis), gather(dy, axis)];
      const results = axis.inner === 1 ? out : emptyLike(out);
      withScratchArrays(({ input, output }) => {
        const [from, dyFrom] = [input(rows), input(gradients)];
        run(from, dyFrom, output(results), axis.outer * axis.inner, axis.size);
      });
      if (results !== out) scatter(results, out, axis);
    },
  };
  return createArrayFunction('rowwise', record, kernels);
}

/** The array with the axis last: kernels take rows whose elements lie side by side. */
function gather<E extends Elements>(x: E, axis: Axis): E {
  if (axis.inner === 1) return x;
  const rows = emptyLike(x);
  forEachElement(axis, (place, rowPlace) => (rows[rowPlace] = x[place] as number));
  return rows;
}

function scatter(rows: Elements, out: Elements, axis: Axis): void {
  forEachElement(axis, (place, rowPlace) => (out[place] = rows[rowPlace] as number));
}

/** Visits the places of each element in the array and among its rows. */
function forEachElement(
  { outer, size, inner }: Axis,
  visit: (place: number, rowPlace: number) => void,
): void {
  for (let block = 0; block < outer; block++) {
    for (let slice = 0; slice < size; slice++) {
      for (let column = 0; column < inner; column++) {
        visit((block * size + slice) * inner + column, (block * inner + column) * size + slice);
      }
    }
  }
}
