import { placeIn, placesOf, type Channels } from './channels.ts';
import type { Dtype } from './elements.ts';
import { kernelOf, reserveTile } from './kernels.ts';
import { forEachStretch } from './tiles.ts';

/** Sums over the elements of each channel, in float64. */
export interface ChannelSums {
  readonly values: Float64Array;
  /** Adds elements in kernel memory, of which the first is number `start` of the array. */
  add(address: number, start: number, count: number): void;
}

/** The whole array as one channel. */
export const oneChannel: Channels = { channels: 1, inner: Infinity, start: 0 };

/** From this length on neighbours of one channel are added up by vectors along them. */
const leastLongRun = 32;
/** Places that are added up at a time: 64 KiB, as much as a tile. */
const mostPlaces = 8192;
const sums = reserveTile(mostPlaces * 8);

/**
 * Each stretch is added up on its own first, and in several sums side by side: it is fast, and
 * keeps the rounding of long sums small.
 */
export function sumByChannel(channels: Channels, dtype: Dtype): ChannelSums {
  const { inner } = channels;
  const values = new Float64Array(channels.channels);
  const bytes = dtype === 'float32' ? 4 : 8;
  const places = placesOf(channels);
  const piece = places <= mostPlaces ? Infinity : mostPlaces;

  /** Hands `count` sums out to channels, `neighbours` of which are of one, from `channel` on. */
  function handOut(count: number, channel: number, within: number, neighbours: number): void {
    for (let at = 0; at < count; at++) {
      values[channel] = (values[channel] as number) + (sums.float64[at] as number);
      if (++within < neighbours) continue;
      within = 0;
      if (++channel === values.length) channel = 0;
    }
  }

  function addRuns(address: number, position: number, count: number): void {
    const { channel, within } = placeIn(channels, position);
    const left = Math.min(inner - within, count);
    loops[dtype].sumRuns(address, sums.address, Math.min(inner, count), left, count);
    handOut(1 + Math.ceil((count - left) / inner), channel, 0, 1);
  }

  function addPlaces(address: number, position: number, count: number): void {
    const { channel, within } = placeIn(channels, position);
    const taken = Math.min(places, count);
    loops[dtype].sumPlaces(address, sums.address, taken, count);
    handOut(taken, channel, within, inner);
  }

  return {
    values,
    add(address, start, count) {
      const position = channels.start + start;
      if (inner >= leastLongRun) return addRuns(address, position, count);
      forEachStretch(count, piece, (from, length) =>
        addPlaces(address + from * bytes, position + from, length),
      );
    },
  };
}

const loops = { float32: loopsOf('float32'), float64: loopsOf('float64') };

function loopsOf(dtype: Dtype) {
  return {
    sumPlaces: kernelOf('channels', 'sumPlaces', dtype),
    sumRuns: kernelOf('channels', 'sumRuns', dtype),
  };
}
