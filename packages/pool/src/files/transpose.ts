import { byteLengthOf, type Tensor } from '@actigrad/tensors';
import { TensorsError } from '@actigrad/tensors/node';

/** Elements that follow each other in one order lie all over the file in the other, so they are all held at once. */
const mostBytes = 256 * 2 ** 20;

/**
 * Reads a tensor that is stored column by column (F) in the order of rows (C), in chunks.
 *
 * @throws TensorsError `TENSORS_TENSOR_TOO_LARGE`
 */
export async function* readRowByRow(
  tensor: Tensor,
  chunkElements: number,
): AsyncGenerator<Uint8Array> {
  const { name, shape, length, dtype } = tensor;
  const width = byteLengthOf(dtype, 1);
  if (tensor.byteLength > mostBytes) {
    throw new TensorsError(
      'TENSORS_TENSOR_TOO_LARGE',
      `tensor "${name}" is stored column by column and takes ${tensor.byteLength.toLocaleString('en')} bytes; up to ${mostBytes.toLocaleString('en')} are turned into rows`,
    );
  }
  const columns = await tensor.readBytes();
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, width));
  const index = shape.map(() => 0);
  let from = 0;
  for (let start = 0; start < length; start += chunkElements) {
    const rows = new Uint8Array(Math.min(chunkElements, length - start) * width);
    for (let to = 0; to < rows.byteLength; to += width) {
      for (let byte = 0; byte < width; byte++) rows[to + byte] = columns[from + byte] ?? 0;
      from = step(index, shape, strides, from);
    }
    yield rows;
  }
}

/** Counts the index up, its last axis fastest, and returns where its element lies. */
function step(
  index: number[],
  shape: readonly number[],
  strides: readonly number[],
  from: number,
): number {
  let at = from;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const [next, size, stride] = [(index[axis] ?? 0) + 1, shape[axis] ?? 0, strides[axis] ?? 0];
    if (next < size) {
      index[axis] = next;
      return at + stride;
    }
    index[axis] = 0;
    at -= (size - 1) * stride;
  }
  return at;
}
