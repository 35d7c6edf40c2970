import { allocate, type Activation, type Elements } from '@actigrad/core';
import type { Batch } from './in-order.ts';
import type { MapInput } from './options.ts';
import { dtypeOf } from './shared-array.ts';

/** Arrays up to this length spend more time on the way to a kernel than in it. */
const smallLength = 1024;
/** Of a batch: 64 KiB of float32 stay in the cache. */
const batchElements = 16384;

/**
 * Computes consecutive small arrays by one call of the kernel: each is copied into kernel memory when it comes, and its
 * result out when the batch is full.
 *
 * @returns undefined where elements need to know their place (parameters that are given for each channel), and for what
 * is no activation, which is refused in its turn
 */
export function createSmallBatch<E extends Elements>(
  activation: Activation,
  computeHere: (elements: number, bytes: number, act: () => void) => void,
): Batch<MapInput<E>, E> | undefined {
  const parameters = activation?.kind === 'elementwise' ? activation.parameters : { none: [] };
  if (Object.values(parameters).some((value) => typeof value !== 'number')) return undefined;
  const buffers = new Map<string, Elements>();
  const lengths: number[] = [];
  let buffer: Elements | undefined;
  let filled = 0;

  return {
    add(input) {
      if (!isPlain(input)) return false;
      const { x } = input;
      if (lengths.length === 0) buffer = bufferFor(x, buffers);
      if (buffer?.BYTES_PER_ELEMENT !== x.BYTES_PER_ELEMENT) return false;
      if (filled + x.length > batchElements) return false;
      buffer.set(x, filled);
      lengths.push(x.length);
      filled += x.length;
      return true;
    },

    compute() {
      if (!buffer || filled === 0) return [];
      const values = buffer;
      const all = values.subarray(0, filled);
      computeHere(filled, 2 * all.byteLength, () => activation.forward(all, { out: all }));
      let start = 0;
      const results = lengths.map((length) => values.slice(start, (start += length)) as E);
      lengths.length = 0;
      filled = 0;
      return results;
    },
  };
}

/** Nothing but a small array of its own; anything else is checked, and computed, by itself. */
function isPlain(input: MapInput<Elements>): boolean {
  if (typeof input !== 'object' || input === null) return false;
  for (const key in input) if (key !== 'x') return false;
  const { x } = input;
  if (!(x instanceof Float32Array) && !(x instanceof Float64Array)) return false;
  return x.length > 0 && x.length <= smallLength && x.buffer instanceof ArrayBuffer;
}

function bufferFor(x: Elements, buffers: Map<string, Elements>): Elements {
  const dtype = dtypeOf(x);
  let buffer = buffers.get(dtype);
  if (!buffer) buffers.set(dtype, (buffer = allocate(batchElements, dtype)));
  return buffer;
}
