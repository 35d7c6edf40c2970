import { channelsOf, commonDivisor, placeIn, type ChannelLayout } from './channels.ts';
import type { Dtype } from './elements.ts';
import { tileBytes } from './kernels.ts';
import {
  blockBytes,
  blocks,
  lanes,
  writeBlock,
  offsetOf,
  writeLane,
  type ParameterBlocks,
  type ParameterValue,
  type VisitStretch,
} from './parameter-blocks.ts';
import { elementsPerTile } from './tiles.ts';

/** Writing blocks for so many elements takes longer than a call of its own. */
const leastLongRun = 32;
/** Vectors of whole rounds of every loop. */
const wholeRounds = 12;

/**
 * Lays out parameters of which some have one value a channel. Where channels come in turn there is a
 * block for each vector of elements; the blocks of one turn stay where they fit. Where many
 * neighbours are of one channel, they are a stretch of their own, with one block for all.
 *
 * @throws RangeError `CORE_SHAPE` if a per-channel parameter does not fit the layout
 */
export function perChannel(
  values: readonly ParameterValue[],
  length: number,
  layout: ChannelLayout,
): ParameterBlocks {
  const lists = values.filter((value) => typeof value !== 'number');
  const channels = channelsOf(length, layout, lists, 'a parameter');
  const { inner, start: first } = channels;

  function forEachRun(total: number, dtype: Dtype, visit: VisitStretch): void {
    for (let start = 0, count = 0; start < total; start += count) {
      const { channel, within } = placeIn(channels, first + start);
      count = Math.min(inner - within, elementsPerTile(dtype), total - start);
      writeBlock(values, channel, dtype);
      visit(start, count, blocks.address, 0);
    }
  }

  /** Writes blocks for the elements from `start`; `strideBytes` each. */
  function write(start: number, count: number, strideBytes: number, dtype: Dtype): void {
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as ParameterValue;
      const list = typeof value === 'number' ? undefined : value;
      const perVector = lanes[dtype];
      let number = value as number;
      let { channel, within } = placeIn(channels, first + start);
      let at = offsetOf(index, dtype);
      for (let element = 0, lane = 0; element < count; element++) {
        if (list) number = list[channel] as number;
        writeLane(number, at, lane, perVector);
        if (++lane === perVector) {
          lane = 0;
          at += strideBytes;
        }
        if (++within < inner) continue;
        within = 0;
        if (++channel === channels.channels) channel = 0;
      }
    }
  }

  return {
    forEachStretch(total, dtype, visit) {
      const strideBytes = blockBytes(values, dtype);
      const fitting = Math.floor(tileBytes / Math.max(strideBytes, 16) / wholeRounds);
      const most = fitting * wholeRounds * lanes[dtype];
      const turn = channels.channels * inner;
      /** Elements until the same block comes again. */
      const cycle = (turn * lanes[dtype]) / commonDivisor(turn, lanes[dtype]);
      if (cycle > most && inner >= leastLongRun) return forEachRun(total, dtype, visit);
      const isRepeated = cycle <= most;
      const step = isRepeated ? most - (most % cycle) : most;
      for (let start = 0; start < total; start += step) {
        const count = Math.min(step, total - start);
        if (!isRepeated) write(start, count, strideBytes, dtype);
        else if (start === 0) {
          write(0, Math.min(cycle, count), strideBytes, dtype);
          repeatBlocks(cycle, count, strideBytes, dtype);
        }
        visit(start, count, blocks.address, strideBytes);
      }
    },
  };
}

/** Copies the blocks of `cycle` elements until there are some for `count`. */
function repeatBlocks(cycle: number, count: number, strideBytes: number, dtype: Dtype): void {
  const end = (Math.ceil(count / lanes[dtype]) * strideBytes) / 8;
  for (let at = ((cycle / lanes[dtype]) * strideBytes) / 8; at < end; at *= 2) {
    blocks.float64.copyWithin(at, 0, Math.min(at, end - at));
  }
}
