import { speedClass, type Activation, type SpeedClass } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { table } from './markdown.ts';

const words: { readonly [speed in SpeedClass]: string } = {
  light: 'light: arithmetic alone, as fast as memory in long arrays',
  medium: 'medium: about one exponential',
  heavy: 'heavy: more than one exponential, or float64 inside',
};

/** Work of the float32 kernels: no time, which would be that of one machine. */
export function speedTable({ cost }: Activation): string {
  return table(
    ['float32', 'Vector instructions for 4 numbers', 'Speed class'],
    [
      ['forward', formatNumber(cost.forward, 4), words[speedClass(cost.forward)]],
      ['backward', formatNumber(cost.backward, 4), words[speedClass(cost.backward)]],
    ],
  );
}
