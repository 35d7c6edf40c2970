import type { AddedBias } from './bias.ts';
import { dtypeOf, type Elements } from './elements.ts';
import type { Kernel } from './kernels.ts';
import type { ParameterBlocks, VisitStretch } from './parameter-blocks.ts';
import { elementsPerStretch, settle, source, target, tiles } from './tiles.ts';

/** out = f(x), or f(x + bias); lengths and dtypes have been checked. */
export function mapForward(
  run: Kernel,
  parameters: ParameterBlocks,
  x: Elements,
  bias: AddedBias | undefined,
  out: Elements,
): void {
  const dtype = dtypeOf(x, 'x');
  const visit: VisitStretch = (start, count, block, stride) => {
    const from = inputAt(x, bias, start, count);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(block, stride, from, target(out, start, tiles.y), bytes);
    settle(out, start, count, tiles.y);
  };
  const most = bias ? undefined : elementsPerStretch(dtype, [x, out]);
  parameters.forEachStretch(x.length, dtype, visit, most);
}

/** out = dy · f'(x), or dy · f'(x + bias); lengths and dtypes have been checked. */
export function mapBackward(
  run: Kernel,
  parameters: ParameterBlocks,
  x: Elements,
  bias: AddedBias | undefined,
  dy: Elements,
  out: Elements,
): void {
  const dtype = dtypeOf(x, 'x');
  const visit: VisitStretch = (start, count, block, stride) => {
    const from = inputAt(x, bias, start, count);
    const dyFrom = source(dy, start, count, tiles.dy);
    const bytes = count * x.BYTES_PER_ELEMENT;
    run(block, stride, from, dyFrom, target(out, start, tiles.y), bytes);
    settle(out, start, count, tiles.y);
  };
  const most = bias ? undefined : elementsPerStretch(dtype, [x, dy, out]);
  parameters.forEachStretch(x.length, dtype, visit, most);
}

/** Address of what the function is computed of: a stretch of x, with the bias if there is one. */
export function inputAt(
  x: Elements,
  bias: AddedBias | undefined,
  start: number,
  count: number,
): number {
  const address = source(x, start, count, tiles.x);
  return bias ? bias.addTo(address, start, count) : address;
}
