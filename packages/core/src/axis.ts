import { rangeError } from './errors.ts';

/** An array as `outer` blocks of `size` slices of `inner` elements, the slices along one axis. */
export interface Axis {
  readonly outer: number;
  readonly size: number;
  readonly inner: number;
}

/** Which elements of a flat array belong together. */
export interface AxisOptions {
  /** Lengths of the axes, slowest first (C order). Default: one axis. */
  readonly shape?: readonly number[];
  /** The axis; from the end if negative. Default -1, the last. */
  readonly axis?: number;
}

/** @throws RangeError `CORE_SHAPE` */
export function findAxis(length: number, options: AxisOptions): Axis {
  const shape = options.shape ?? [length];
  const named = options.axis ?? -1;
  const axis = named < 0 ? shape.length + named : named;
  const said = `[${shape.join(', ')}]`;
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw rangeError('CORE_SHAPE', `shape is ${said}; axes are whole numbers from 0`);
  }
  const size = shape[axis];
  if (size === undefined) {
    throw rangeError('CORE_SHAPE', `axis is ${named}; the shape ${said} has ${shape.length} axes`);
  }
  if (product(shape) !== length) {
    throw rangeError(
      'CORE_SHAPE',
      `x has ${length} elements; the shape ${said} has ${product(shape)}`,
    );
  }
  return { outer: product(shape.slice(0, axis)), size, inner: product(shape.slice(axis + 1)) };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
