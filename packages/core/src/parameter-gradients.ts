import type { Activation } from './activation.ts';
import type { Elements } from './elements.ts';
import { mapParameterShares } from './elementwise-map.ts';
import type { Kernel } from './kernels.ts';
import {
  channelsOf,
  type ChannelLayout,
  type Channels,
  type ParameterBlocks,
} from './parameter-blocks.ts';

/** The gradient of each learned parameter, in the form of its value. */
export type ParameterGradients<P extends string = string> = { [name in P]?: number | Float64Array };

/** Σ dy · ∂f/∂parameter for each learned parameter; dtypes and lengths have been checked. */
export function parameterGradients<P extends string>(
  run: Kernel,
  { record, parameters }: Activation<P>,
  blocks: ParameterBlocks,
  x: Elements,
  dy: Elements,
  layout: ChannelLayout,
): ParameterGradients<P> {
  const gradients: ParameterGradients<P> = {};
  for (const [index, name] of (Object.keys(record.parameters) as P[]).entries()) {
    if (!record.parameters[name].learned) continue;
    const value = parameters[name];
    const single = typeof value === 'number';
    const channels = single
      ? { channels: 1, inner: 1, start: 0 }
      : channelsOf([value], x.length, layout);
    const sums = new Float64Array(channels.channels);
    mapParameterShares(run, index, blocks, x, dy, (shares, start, count) =>
      addByChannel(sums, shares, count, start, channels),
    );
    gradients[name] = single ? (sums[0] ?? 0) : sums;
  }
  return gradients;
}

/**
 * Adds the shares of one stretch to the sums of their channels. Each run of one channel is summed
 * on its own first, which keeps the rounding of long sums small.
 */
function addByChannel(
  sums: Float64Array,
  shares: Elements,
  count: number,
  first: number,
  { channels, inner, start }: Channels,
): void {
  for (let element = 0; element < count;) {
    const position = start + first + element;
    const channel = Math.floor(position / inner) % channels;
    const run = channels === 1 ? count : Math.min(inner - (position % inner), count - element);
    let sum = 0;
    for (const end = element + run; element < end; element++) sum += shares[element] as number;
    sums[channel] = (sums[channel] as number) + sum;
  }
}
