import { dtypeOf, type Dtype, type Elements } from '../elements.ts';
import { allocate, inKernelMemory, release } from '../memory.ts';

/** Half of a 512 KiB second-level cache: longer than the tiles of functions, so that columns are longer too. */
const usualBytes = 2 ** 18;
/** With fewer rows at a time, loading and storing what is kept of a column would be most of the work. */
const leastRows = 16;
const mostBytes = 2 ** 22;

/** Elements of a stretch that is reduced at a time. */
export function stretchLength(places: number, dtype: Dtype): number {
  const bytes = dtype === 'float32' ? 4 : 8;
  const wanted = Math.max(usualBytes, leastRows * places * bytes);
  return Math.min(wanted, mostBytes) / bytes;
}

let stage: Float64Array | undefined;

/** Address of a stretch: where it stands in kernel memory, else that of a copy, until the next call. */
export function addressOf(values: Elements, start: number, count: number): number {
  const bytes = values.BYTES_PER_ELEMENT;
  if (inKernelMemory(values)) return values.byteOffset + start * bytes;
  if (!stage || stage.byteLength < count * bytes) {
    if (stage) release(stage);
    stage = allocate(Math.ceil(count / 2) * 2 * (bytes / 8), 'float64');
  }
  const { buffer, byteOffset } = stage;
  const copy =
    dtypeOf(values, 'values') === 'float32'
      ? new Float32Array(buffer, byteOffset, count)
      : new Float64Array(buffer, byteOffset, count);
  copy.set(values.subarray(start, start + count));
  return byteOffset;
}

/** A stretch where it stands in kernel memory, else its copy in `room`. */
export function inKernel(array: Elements, from: number, count: number, room: Elements): Elements {
  const stretch = array.subarray(from, from + count);
  if (inKernelMemory(array)) return stretch;
  room.set(stretch);
  return room.subarray(0, count);
}
