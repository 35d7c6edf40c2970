import { TensorsError, count } from './errors.ts';
import { MAX_DIMENSIONS } from './limits.ts';

/**
 * Counts the elements of a shape; a scalar's shape is empty and has one.
 * @throws TENSORS_SHAPE_INVALID for a dimension that is not a non-negative integer, or too many of them
 * @throws TENSORS_SHAPE_TOO_LARGE when the product cannot be held exactly
 */
export function elementCount(shape: readonly number[]): number {
  if (shape.length > MAX_DIMENSIONS) {
    throw new TensorsError(
      'TENSORS_SHAPE_INVALID',
      `shape has ${count(shape.length)} dimensions; the limit is ${MAX_DIMENSIONS}`,
    );
  }
  let length = 1;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw new TensorsError(
        'TENSORS_SHAPE_INVALID',
        `shape [${shape.join(', ')}] holds ${dimension}; dimensions are non-negative integers`,
      );
    }
    // Of an empty array the other dimensions count too, wherever the 0 stands among them.
    length *= dimension || 1;
    if (!Number.isSafeInteger(length)) {
      throw new TensorsError(
        'TENSORS_SHAPE_TOO_LARGE',
        `shape [${shape.join(', ')}] has more than 2^53 elements; they cannot be counted exactly`,
      );
    }
  }
  return shape.includes(0) ? 0 : length;
}
