import { dtypeOf, type Dtype, type Elements } from './elements.ts';
import { reserveTile, tileBytes, view, type Tile } from './kernels.ts';
import { inKernelMemory } from './memory.ts';

/** Arrays outside kernel memory pass through these; no call needs more streams at once. */
export const tiles: { readonly [stream in 'x' | 'v' | 'bias' | 'dy' | 'y' | 'z']: Tile } = {
  x: reserveTile(tileBytes),
  v: reserveTile(tileBytes),
  bias: reserveTile(tileBytes),
  dy: reserveTile(tileBytes),
  y: reserveTile(tileBytes),
  z: reserveTile(tileBytes),
};

export function elementsPerTile(dtype: Dtype): number {
  return tileBytes / (dtype === 'float32' ? 4 : 8);
}

/**
 * Elements of a stretch. Where all arrays stand in kernel memory no tile limits it, and each step from
 * one stretch to the next makes a loop wait that is bound by memory: ReLU is 1.2 times as fast with
 * stretches of 1 MiB. Far longer ones would be calls too long for optimized code to take over soon.
 */
export function elementsPerStretch(dtype: Dtype, arrays: readonly Elements[]): number {
  const perTile = elementsPerTile(dtype);
  const isLong = arrays.some(({ length }) => length > perTile);
  return isLong && arrays.every(inKernelMemory) ? 16 * perTile : perTile;
}

/** Calls `visit` for each stretch of at most `most` of `length` elements. */
export function forEachStretch(
  length: number,
  most: number,
  visit: (start: number, count: number) => void,
): void {
  for (let start = 0; start < length; start += most) {
    visit(start, Math.min(most, length - start));
  }
}

/** Address of a stretch of an input: where it stands in kernel memory, else its copy in a tile. */
export function source(array: Elements, start: number, count: number, tile: Tile): number {
  if (inKernelMemory(array)) return array.byteOffset + start * array.BYTES_PER_ELEMENT;
  view(tile, dtypeOf(array, 'array')).set(array.subarray(start, start + count));
  return tile.address;
}

/** Address that a stretch of an output is written to: its own in kernel memory, else the tile. */
export function target(out: Elements, start: number, tile: Tile): number {
  return inKernelMemory(out) ? out.byteOffset + start * out.BYTES_PER_ELEMENT : tile.address;
}

/** Copies a stretch of an output from the tile, if that is where it was written. */
export function settle(out: Elements, start: number, count: number, tile: Tile): void {
  if (inKernelMemory(out)) return;
  out.set(view(tile, dtypeOf(out, 'out')).subarray(0, count), start);
}
