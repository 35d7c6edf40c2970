import type { Dtype } from './elements.ts';
import { reserveTile, tileBytes, type Tile } from './kernels.ts';
import { elementsPerTile } from './tiles.ts';

/** A parameter's value: one number, or one for each channel. */
export type ParameterValue = number | readonly number[];

/** Cuts arrays into stretches for the loops, each with the address of its parameters. */
export interface ParameterBlocks {
  /**
   * Calls `visit` for one stretch after the other of `length` elements, from 0 on, each of at most
   * `most`: what a tile holds, unless given.
   */
  forEachStretch(length: number, dtype: Dtype, visit: VisitStretch, most?: number): void;
}

/**
 * `block` is the address of the parameters for the first vector of elements, and `strideBytes` lies
 * between it and that of the next; 0: one block for all. Valid until the visit ends.
 */
export type VisitStretch = (
  start: number,
  count: number,
  block: number,
  strideBytes: number,
) => void;

/** Holds one block, or blocks for a tile and for the padding of its tail. */
export const blocks: Tile = reserveTile(tileBytes + 4096);

/** Elements of a vector. */
export const lanes = { float32: 4, float64: 2 } as const;

/**
 * Bytes of one parameter in a block: a vector, and for float32 two more with the same four numbers
 * in float64 (assembly/elementwise.ts).
 */
const parameterBytes = { float32: 48, float64: 16 } as const;

export function blockBytes(values: readonly ParameterValue[], dtype: Dtype): number {
  return values.length * parameterBytes[dtype];
}

/** Lays out one number a parameter for the kernels, in the order of the record. */
export function sameForAll(values: readonly number[]): ParameterBlocks {
  return {
    forEachStretch(length, dtype, visit, most = elementsPerTile(dtype)) {
      writeBlock(values, 0, dtype);
      for (let start = 0; start < length; start += most) {
        visit(start, Math.min(most, length - start), blocks.address, 0);
      }
    },
  };
}

/** Writes the first block, with the numbers of one channel in every lane. */
export function writeBlock(values: readonly ParameterValue[], channel: number, dtype: Dtype): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as ParameterValue;
    const number = typeof value === 'number' ? value : (value[channel] as number);
    const at = offsetOf(index, dtype);
    for (let lane = 0; lane < lanes[dtype]; lane++) writeLane(number, at, lane, lanes[dtype]);
  }
}

/** Bytes into a block at which parameter number `index` of the record lies. */
export function offsetOf(index: number, dtype: Dtype): number {
  return index * parameterBytes[dtype];
}

/** Writes one of the `perVector` lanes of a parameter that lies `at` bytes into `blocks`. */
export function writeLane(number: number, at: number, lane: number, perVector: number): void {
  if (perVector === lanes.float32) {
    blocks.float32[(at >>> 2) + lane] = number;
    blocks.float64[(at >>> 3) + 2 + lane] = number;
  } else {
    blocks.float64[(at >>> 3) + lane] = number;
  }
}
