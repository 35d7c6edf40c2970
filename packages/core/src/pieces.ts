import {
  createArrayFunction,
  type ArrayCall,
  type ArrayFunction,
  type ArrayKernels,
  type ArrayOptions,
} from './array-function.ts';
import { dtypeOf, emptyLike, type Elements } from './elements.ts';
import { rangeError } from './errors.ts';
import { kernelOf } from './kernels.ts';
import type { ArrayFunctionRecord } from './record.ts';
import { withScratchArrays } from './scratch-arrays.ts';

/** Kernels of pieces work on whole vectors: so many elements of either dtype. */
const vectorElements = 4;

/** Makes the function of several pieces of an axis that a record describes. */
export function definePieces<const P extends string>(
  record: ArrayFunctionRecord<P>,
): ArrayFunction<P> {
  const kernels: ArrayKernels = {
    resultSize: (size, options) => size / requirePieces(record.id, size, options),
    forward(call, x, out) {
      const run = kernelOf(record.id, 'forward', dtypeOf(x, 'x'));
      const { pieces, units, padded } = layOut(call);
      const side = emptyLike(x, pieces * padded);
      const result = emptyLike(x, padded);
      forEachPlace(
        call,
        (place, piece, unit) => (side[piece * padded + unit] = x[place] as number),
      );
      withScratchArrays(({ input, output }) => {
        const bytes = padded * x.BYTES_PER_ELEMENT;
        run(input(side), output(result), pieces, bytes, bytes);
      });
      out.set(result.subarray(0, units));
    },
    backward(call, x, dy, out) {
      const run = kernelOf(record.id, 'backward', dtypeOf(x, 'x'));
      const { pieces, padded } = layOut(call);
      const side = emptyLike(x, pieces * padded);
      const gradient = emptyLike(x, padded);
      gradient.set(dy);
      forEachPlace(
        call,
        (place, piece, unit) => (side[piece * padded + unit] = x[place] as number),
      );
      withScratchArrays(({ input, output }) => {
        const bytes = padded * x.BYTES_PER_ELEMENT;
        const from = input(side);
        run(from, input(gradient), output(side), pieces, bytes, bytes);
      });
      forEachPlace(
        call,
        (place, piece, unit) => (out[place] = side[piece * padded + unit] as number),
      );
    },
  };
  return createArrayFunction('pieces', record, kernels);
}

function requirePieces(id: string, size: number, { pieces = 2 }: ArrayOptions<Elements>): number {
  if (Number.isSafeInteger(pieces) && pieces >= 1 && size % pieces === 0) return pieces;
  throw rangeError(
    'CORE_SHAPE',
    `the axis of ${id} has ${size} slices; they must be units of ${pieces} pieces each`,
  );
}

function layOut({ axis, options }: ArrayCall): { pieces: number; units: number; padded: number } {
  const { pieces = 2 } = options;
  const units = (axis.outer * axis.size * axis.inner) / pieces;
  return { pieces, units, padded: Math.ceil(units / vectorElements) * vectorElements };
}

/** Visits each element of x: its place, its piece, and the place of its unit's result. */
function forEachPlace(
  { axis: { outer, size, inner }, options }: ArrayCall,
  visit: (place: number, piece: number, unit: number) => void,
): void {
  const { pieces = 2, layout = 'adjacent' } = options;
  const units = size / pieces;
  for (let block = 0; block < outer; block++) {
    for (let slice = 0; slice < size; slice++) {
      const [unit, piece] =
        layout === 'adjacent'
          ? [Math.floor(slice / pieces), slice % pieces]
          : [slice % units, Math.floor(slice / units)];
      for (let column = 0; column < inner; column++) {
        const place = (block * size + slice) * inner + column;
        visit(place, piece, (block * units + unit) * inner + column);
      }
    }
  }
}
