import { rangeError } from './errors.ts';

/** Where the channels of a flat array lie. */
export interface ChannelLayout {
  /** Lengths of the axes, slowest first (C order). */
  readonly shape?: readonly number[];
  /** The axis that counts channels; default 1, or 0 for a shape of one axis. */
  readonly channelAxis?: number;
  /** Index in `shape` of the first element, where the array is a piece of a larger one; default 0. */
  readonly start?: number;
}

/** How the channels of a layout lie in the flat array: `inner` elements each, `channels` in turn. */
export interface Channels {
  readonly channels: number;
  readonly inner: number;
  readonly start: number;
}

/**
 * Finds the channels of `length` elements, and checks that each of the lists has one value for each.
 *
 * @throws RangeError `CORE_SHAPE`
 */
export function channelsOf(
  length: number,
  layout: ChannelLayout,
  lists: readonly { readonly length: number }[],
  what: string,
): Channels {
  const shape = layout.shape ?? [length];
  const axis = layout.channelAxis ?? (shape.length > 1 ? 1 : 0);
  const start = layout.start ?? 0;
  const total = shape.reduce((product, size) => product * size, 1);
  const channels = shape[axis];
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw rangeError('CORE_SHAPE', `shape is [${shape.join(', ')}]; axes are whole numbers from 0`);
  }
  if (channels === undefined) {
    throw rangeError('CORE_SHAPE', `channelAxis is ${axis}; the shape has ${shape.length} axes`);
  }
  if (!Number.isSafeInteger(start) || start < 0 || start + length > total) {
    throw rangeError(
      'CORE_SHAPE',
      `elements ${start} to ${start + length} lie outside the shape [${shape.join(', ')}]`,
    );
  }
  if (layout.start === undefined && length !== total) {
    throw rangeError(
      'CORE_SHAPE',
      `x has ${length} elements; the shape [${shape.join(', ')}] has ${total}`,
    );
  }
  for (const values of lists) {
    if (values.length !== channels) {
      throw rangeError(
        'CORE_SHAPE',
        `${what} has ${values.length} values; axis ${axis} of the shape [${shape.join(', ')}] has ${channels} channels`,
      );
    }
  }
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  return { channels, inner, start };
}

/** The channel of the element at `position`, and how many of its neighbours before it are of that. */
export function placeIn(
  { channels, inner }: Channels,
  position: number,
): { readonly channel: number; readonly within: number } {
  return { channel: Math.floor(position / inner) % channels, within: position % inner };
}

/**
 * Places for which numbers are kept where channels come in turn: a few turns, so that there are
 * whole vectors to work on.
 */
export function placesOf({ channels, inner }: Channels): number {
  const turn = channels * inner;
  return turn < leastPlaces ? turn * lanes * Math.ceil(leastPlaces / (turn * lanes)) : turn;
}

const leastPlaces = 64;
/** Elements of a round of assembly/loops/channels.ts. */
const lanes = 8;

export function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
