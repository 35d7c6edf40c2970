import type { CapturedTensor } from '@actigrad/diagnostics';
import type { FloatArray, Tensor } from '@actigrad/tensors';

/** So many places of a tensor are read, evenly spread: neighbours in a batch may be alike. */
const places = 16;

/** Rows of a tensor's slowest axis, from `start` (inclusive) to `end` (exclusive). */
interface Rows {
  readonly start: number;
  readonly end: number;
}

/**
 * Makes a smaller tensor of some rows of its first axis: about `elements` values, or the whole
 * tensor where that is no more. Tensors of as many rows give the same rows, so that a preactivation
 * stays beside its gradient. Undefined where a sample would cost too much: a single row has more
 * than `mostElements` values, or the rows are not the slowest axis.
 */
export function sampleTensor(
  tensor: Tensor,
  rowCount: number,
  mostElements: number,
): CapturedTensor | undefined {
  const { shape, dtype, order } = tensor;
  const rows = shape[0] ?? 1;
  const rowLength = tensor.length / Math.max(rows, 1);
  if (rows <= rowCount && tensor.length <= mostElements) return tensor;
  if (order === 'F' && shape.length > 1) return undefined;
  // What is packed is only read from its start.
  const spread = tensor.range ? places : 1;
  const taken = Math.min(rowCount, Math.floor(mostElements / rowLength), rows);
  if (taken < 1) return undefined;
  return {
    shape: [taken, ...shape.slice(1)],
    order: 'C',
    dtype,
    async *chunks({ chunkLength }) {
      for (const { start, end } of spreadRows(rows, taken, spread)) {
        yield* inPieces(await tensor.read(start * rowLength, end * rowLength), chunkLength);
      }
    },
  };
}

/** Divides `taken` of the rows among places with equal distances. */
function* spreadRows(rows: number, taken: number, count: number): Generator<Rows> {
  const parts = Math.min(count, taken);
  for (let part = 0; part < parts; part++) {
    const before = Math.floor((taken * part) / parts);
    const length = Math.floor((taken * (part + 1)) / parts) - before;
    const start = Math.min(Math.floor((rows * part) / parts), rows - length);
    yield { start, end: start + length };
  }
}

function* inPieces(values: FloatArray, length: number): Generator<FloatArray> {
  for (let start = 0; start < values.length; start += length) {
    yield values.subarray(start, start + length);
  }
}
