import {
  createArrayFunction,
  type ArrayCall,
  type ArrayFunction,
  type ArrayKernels,
} from './array-function.ts';
import { dtypeOf } from './elements.ts';
import { rangeError } from './errors.ts';
import { kernelOf } from './kernels.ts';
import type { VisitStretch } from './parameter-blocks.ts';
import type { ArrayFunctionRecord } from './record.ts';
import { elementsPerStretch, settle, source, target, tiles } from './tiles.ts';

/** Makes the function v · gate(g) of the two halves of an axis that a record describes. */
export function defineGated<const P extends string>(
  record: ArrayFunctionRecord<P>,
): ArrayFunction<P> {
  const kernels: ArrayKernels = {
    resultSize(size) {
      if (size % 2 === 0) return size / 2;
      throw rangeError(
        'CORE_SHAPE',
        `the axis of ${record.id} has ${size} slices; it must have two halves`,
      );
    },
    forward(call, x, out) {
      const dtype = dtypeOf(x, 'x');
      const run = kernelOf(record.id, 'forward', dtype);
      const most = elementsPerStretch(dtype, [x, out]);
      forEachHalf(call, (value, gate, result, length) => {
        const visit: VisitStretch = (start, count, block) => {
          const v = source(x, value + start, count, tiles.v);
          const g = source(x, gate + start, count, tiles.x);
          const y = target(out, result + start, tiles.y);
          run(block, v, g, y, count * x.BYTES_PER_ELEMENT);
          settle(out, result + start, count, tiles.y);
        };
        call.parameters.forEachStretch(length, dtype, visit, most);
      });
    },
    backward(call, x, dy, out) {
      const dtype = dtypeOf(x, 'x');
      const run = kernelOf(record.id, 'backward', dtype);
      const most = elementsPerStretch(dtype, [x, dy, out]);
      forEachHalf(call, (value, gate, result, length) => {
        const visit: VisitStretch = (start, count, block) => {
          const v = source(x, value + start, count, tiles.v);
          const g = source(x, gate + start, count, tiles.x);
          const gradient = source(dy, result + start, count, tiles.dy);
          const dv = target(out, value + start, tiles.y);
          const dg = target(out, gate + start, tiles.z);
          const bytes = count * x.BYTES_PER_ELEMENT;
          run(block, v, g, gradient, dv, dg, bytes);
          settle(out, value + start, count, tiles.y);
          settle(out, gate + start, count, tiles.z);
        };
        call.parameters.forEachStretch(length, dtype, visit, most);
      });
    },
  };
  return createArrayFunction('gated', record, kernels);
}

/** Calls `visit` with where the halves of each block of x, and its result, begin. */
function forEachHalf(
  { axis: { outer, size, inner }, options }: ArrayCall,
  visit: (value: number, gate: number, result: number, length: number) => void,
): void {
  const length = (size / 2) * inner;
  for (let block = 0; block < outer; block++) {
    const first = block * size * inner;
    const halves = [first, first + length] as const;
    const [value, gate] = options.order === 'gate-first' ? [halves[1], halves[0]] : halves;
    visit(value, gate, block * length, length);
  }
}
