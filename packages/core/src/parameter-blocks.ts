import { channelsOf, placeIn, type ChannelLayout } from './channels.ts';
import type { Dtype } from './elements.ts';
import { reserveTile, tileBytes } from './kernels.ts';
import { elementsPerTile } from './tiles.ts';

/** A parameter's value: one number, or one for each channel. */
export type ParameterValue = number | readonly number[];

/** Gives the loops the address of the parameters for each stretch of elements. */
export interface ParameterBlocks {
  /** Bytes from the block of one vector of elements to that of the next; 0: one block for all. */
  strideBytes(dtype: Dtype): number;
  elementsPerTile(dtype: Dtype): number;
  /** Address of the block for the elements from `start`; valid until the next call. */
  at(start: number, count: number, dtype: Dtype): number;
}

/**
 * Bytes of one parameter in a block: a vector, and for float32 two more with the same four numbers
 * in float64 (assembly/elementwise.ts).
 */
const parameterBytes = { float32: 48, float64: 16 } as const;
/** Elements of a vector. */
const lanes = { float32: 4, float64: 2 } as const;
/** Holds one block, or, where each element has its own, blocks for a tile and for the padding of its tail. */
const blocks = reserveTile(tileBytes + 4096);

/** Lays out one number a parameter for the kernels, in the order of the record. */
export function sameForAll(values: readonly number[]): ParameterBlocks {
  return {
    strideBytes: () => 0,
    elementsPerTile,
    at(_start, _count, dtype) {
      for (let index = 0; index < values.length; index++) {
        for (let lane = 0; lane < lanes[dtype]; lane++) {
          writeLane(index * parameterBytes[dtype], lane, values[index] as number, dtype);
        }
      }
      return blocks.address;
    },
  };
}

/** Writes one lane of the parameter that lies `offset` bytes into the blocks. */
function writeLane(offset: number, lane: number, value: number, dtype: Dtype): void {
  if (dtype === 'float32') blocks.float32[offset / 4 + lane] = value;
  const float64Lanes = dtype === 'float32' ? 16 : 0;
  blocks.float64[(offset + float64Lanes) / 8 + lane] = value;
}

/**
 * Lays out parameters of which some have one value a channel: a block for each vector of elements.
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
  const strideBytes = (dtype: Dtype) => values.length * parameterBytes[dtype];
  return {
    strideBytes,
    elementsPerTile(dtype) {
      const vectors = Math.min(tileBytes / strideBytes(dtype), tileBytes / 16);
      return Math.floor(vectors / 12) * 12 * lanes[dtype];
    },
    at(start, count, dtype) {
      let { channel, within } = placeIn(channels, channels.start + start);
      for (let element = 0; element < count; element++) {
        const block = Math.floor(element / lanes[dtype]) * strideBytes(dtype);
        for (let index = 0; index < values.length; index++) {
          const value = values[index] as ParameterValue;
          const number = typeof value === 'number' ? value : (value[channel] as number);
          const offset = block + index * parameterBytes[dtype];
          writeLane(offset, element % lanes[dtype], number, dtype);
        }
        if (++within < channels.inner) continue;
        within = 0;
        if (++channel === channels.channels) channel = 0;
      }
      return blocks.address;
    },
  };
}
