import type { ChannelLayout } from '@actigrad/core';
import type { Tensor } from '@actigrad/tensors';

/**
 * Where elements of a tensor stand in it, in the order in which they are stored: column by column is row by row of the
 * transpose. Channels count along axis 1, or the only one, as core has it.
 */
export function layoutInOrder(
  { shape, order }: Pick<Tensor, 'shape' | 'order'>,
  start: number,
  channelAxis: number | undefined,
): ChannelLayout {
  if (order === 'C') return { shape, start, ...(channelAxis !== undefined && { channelAxis }) };
  const axis = channelAxis ?? Math.min(1, shape.length - 1);
  return { shape: shape.toReversed(), start, channelAxis: shape.length - 1 - axis };
}
