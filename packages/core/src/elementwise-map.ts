import { dtypeOf, type Dtype, type Elements } from './elements.ts';
import { reserveTile, tileBytes, view, type Kernel, type Tile } from './kernels.ts';
import { inKernelMemory } from './memory.ts';
import type { ParameterBlocks } from './parameter-blocks.ts';

/** Arrays outside kernel memory pass through these. */
const tiles = { x: reserveTile(tileBytes), dy: reserveTile(tileBytes), y: reserveTile(tileBytes) };

/** out = f(x); lengths and dtypes have been checked. */
export function mapForward(
  run: Kernel,
  parameters: ParameterBlocks,
  x: Elements,
  out: Elements,
): void {
  const dtype = dtypeOf(x, 'x');
  forEachTile(x, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const y = target(out, start, tiles.y);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(block, parameters.stride, source(x, start, count, tiles.x), y, bytes);
    if (y === tiles.y.address) copyOut(tiles.y, dtype, out, start, count);
  });
}

/** out = dy · f'(x); lengths and dtypes have been checked. */
export function mapBackward(
  run: Kernel,
  parameters: ParameterBlocks,
  x: Elements,
  dy: Elements,
  out: Elements,
): void {
  const dtype = dtypeOf(x, 'x');
  forEachTile(x, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const y = target(out, start, tiles.y);
    const bytes = count * x.BYTES_PER_ELEMENT;
    const xAddress = source(x, start, count, tiles.x);
    run(block, parameters.stride, xAddress, source(dy, start, count, tiles.dy), y, bytes);
    if (y === tiles.y.address) copyOut(tiles.y, dtype, out, start, count);
  });
}

/**
 * Calls `visit` with the shares dy · ∂f/∂(parameter `index`) of each stretch of elements, in order.
 * The array it gets is reused for the next stretch.
 */
export function mapParameterShares(
  run: Kernel,
  index: number,
  parameters: ParameterBlocks,
  x: Elements,
  dy: Elements,
  visit: (shares: Elements, start: number, count: number) => void,
): void {
  const dtype = dtypeOf(x, 'x');
  forEachTile(x, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const xAddress = source(x, start, count, tiles.x);
    const dyAddress = source(dy, start, count, tiles.dy);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(index, block, parameters.stride, xAddress, dyAddress, tiles.y.address, bytes);
    visit(view(tiles.y, dtype), start, count);
  });
}

function forEachTile(
  x: Elements,
  elementsPerTile: number,
  visit: (start: number, count: number) => void,
): void {
  for (let start = 0; start < x.length; start += elementsPerTile) {
    visit(start, Math.min(elementsPerTile, x.length - start));
  }
}

/** Address of a stretch of an input: where it stands in kernel memory, else its copy in a tile. */
function source(array: Elements, start: number, count: number, tile: Tile): number {
  if (inKernelMemory(array)) return array.byteOffset + start * array.BYTES_PER_ELEMENT;
  view(tile, dtypeOf(array, 'array')).set(array.subarray(start, start + count));
  return tile.address;
}

/** Address that a stretch of the output is written to: its own in kernel memory, else the tile. */
function target(out: Elements, start: number, tile: Tile): number {
  return inKernelMemory(out) ? out.byteOffset + start * out.BYTES_PER_ELEMENT : tile.address;
}

function copyOut(tile: Tile, dtype: Dtype, out: Elements, start: number, count: number): void {
  out.set(view(tile, dtype).subarray(0, count), start);
}
