import type { Axis } from './axis.ts';
import type { AddedBias } from './bias.ts';
import { dtypeOf, type Elements } from './elements.ts';
import { allocate, release } from './memory.ts';
import { elementsPerTile, forEachStretch, source, tiles } from './tiles.ts';

/**
 * Calls `visit` with x + bias for a few whole blocks of an axis at a time, so that the sums stay in
 * the cache: the number of the first block, and the axis of these alone.
 */
export function forEachBiasedBlocks(
  x: Elements,
  bias: AddedBias,
  { outer, size, inner }: Axis,
  visit: (sums: Elements, firstBlock: number, axis: Axis) => void,
): void {
  const dtype = dtypeOf(x, 'x');
  const length = size * inner;
  if (outer * length === 0) return;
  const atOnce = Math.max(1, Math.floor(elementsPerTile(dtype) / length));
  const room: Elements = allocate(Math.min(atOnce, outer) * length, dtype);
  try {
    forEachStretch(outer, atOnce, (firstBlock, blocks) => {
      const first = firstBlock * length;
      const sums = room.subarray(0, blocks * length);
      forEachStretch(sums.length, elementsPerTile(dtype), (start, count) => {
        const from = source(x, first + start, count, tiles.x);
        const to = sums.byteOffset + start * x.BYTES_PER_ELEMENT;
        bias.addTo(from, first + start, count, to);
      });
      visit(sums, firstBlock, { outer: blocks, size, inner });
    });
  } finally {
    release(room);
  }
}
