import { dtypeOf, type Elements } from './elements.ts';
import { view, type Kernel } from './kernels.ts';
import type { ParameterBlocks } from './parameter-blocks.ts';
import { forEachStretch, settle, source, target, tiles } from './tiles.ts';

/** out = f(x); lengths and dtypes have been checked. */
export function mapForward(
  run: Kernel,
  parameters: ParameterBlocks,
  x: Elements,
  out: Elements,
): void {
  const dtype = dtypeOf(x, 'x');
  forEachStretch(x.length, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const from = source(x, start, count, tiles.x);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(block, parameters.strideBytes(dtype), from, target(out, start, tiles.y), bytes);
    settle(out, start, count, tiles.y);
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
  forEachStretch(x.length, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const from = source(x, start, count, tiles.x);
    const dyFrom = source(dy, start, count, tiles.dy);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(block, parameters.strideBytes(dtype), from, dyFrom, target(out, start, tiles.y), bytes);
    settle(out, start, count, tiles.y);
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
  forEachStretch(x.length, parameters.elementsPerTile(dtype), (start, count) => {
    const block = parameters.at(start, count, dtype);
    const from = source(x, start, count, tiles.x);
    const dyFrom = source(dy, start, count, tiles.dy);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(index, block, parameters.strideBytes(dtype), from, dyFrom, tiles.y.address, bytes);
    visit(view(tiles.y, dtype), start, count);
  });
}
