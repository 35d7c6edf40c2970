import { alignment, memory, takeRoom } from './address-space.ts';
import type { Dtype, Elements } from './elements.ts';
import { rangeError } from './errors.ts';

/** A piece of kernel memory in use; a new object for each use, so that a late collector cannot free a later one. */
export interface Block {
  readonly address: number;
  readonly size: number;
  /** Never used before, and so all zeros. */
  readonly clean: boolean;
}

/** Blocks in use by address, and addresses of free blocks by size. */
const used = new Map<number, Block>();
const free = new Map<number, number[]>();
/** Buffers that show kernel memory. */
const buffers = new WeakSet<ArrayBufferLike>();

/** Frees the block of a buffer that nothing refers to any more. */
const collected = new FinalizationRegistry<Block>(giveBack);

export function giveBack(block: Block): void {
  if (used.get(block.address) !== block) return;
  used.delete(block.address);
  const addresses = free.get(block.size);
  if (addresses) addresses.push(block.address);
  else free.set(block.size, [block.address]);
}

/**
 * Reserves bytes of kernel memory.
 *
 * @throws RangeError `CORE_OUT_OF_MEMORY`
 */
export function reserveBlock(bytes: number): Block {
  const size = blockSize(bytes);
  const recycled = free.get(size)?.pop();
  const room = recycled === undefined ? takeFresh(size) : { address: recycled, clean: false };
  const block = { ...room, size };
  used.set(block.address, block);
  return block;
}

/**
 * Sizes step by an eighth of a power of two, so that a program with arrays of many lengths still
 * finds freed blocks that fit, and wastes at most an eighth.
 */
function blockSize(bytes: number): number {
  const step = Math.max(alignment, 2 ** Math.floor(Math.log2(Math.max(bytes, 1)) - 3));
  return Math.max(alignment, Math.ceil(bytes / step) * step);
}

/**
 * The collector sees small objects and not the blocks that hang on them. So for every so many
 * bytes of growth it is shown a plain buffer of that size, dropped at once; large buffers are
 * mapped and never touched, and cost nothing.
 */
const nudgeBytes = 128 * 2 ** 20;
let nextNudge = nudgeBytes;

let growth = 0;

function takeFresh(size: number): Pick<Block, 'address' | 'clean'> {
  growth += size;
  if (growth > nextNudge) {
    nextNudge = growth + nudgeBytes;
    void new ArrayBuffer(nudgeBytes);
  }
  return takeRoom(size);
}

/**
 * Allocates an array inside kernel memory, where `forward` and `backward` run on it with no copy.
 *
 * Its content is zero. The memory is given back when nothing refers to the array's buffer any
 * more, or at once by {@link release}. Its buffer is a SharedArrayBuffer.
 *
 * @throws RangeError `CORE_OUT_OF_MEMORY` past 4 GiB in all, `CORE_LENGTH` for a length that is no whole number
 * @example
 * const x = allocate(1024, 'float32');
 * x.fill(-1);
 * relu.forward(x, { out: x });
 */
export function allocate(length: number, dtype: 'float32'): Float32Array<SharedArrayBuffer>;
export function allocate(length: number, dtype: 'float64'): Float64Array<SharedArrayBuffer>;
export function allocate(length: number, dtype: Dtype): Elements;
export function allocate(length: number, dtype: Dtype): Elements {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw rangeError('CORE_LENGTH', `length is ${length}; it must be a whole number from 0`);
  }
  const bytesPerElement = dtype === 'float32' ? 4 : 8;
  const block = reserveBlock(length * bytesPerElement);
  const buffer = openBuffer();
  collected.register(buffer, block);
  const array = viewOf(buffer, block.address, length, dtype);
  return block.clean ? array : array.fill(0);
}

/** A buffer object over all of kernel memory, as it is now. */
function openBuffer(): SharedArrayBuffer {
  // Growing by nothing makes a new buffer object where the engine keeps one per size, so that each
  // array has its own and the collector can tell when it, and every subarray of it, is gone.
  memory.grow(0);
  const buffer = memory.buffer as unknown as SharedArrayBuffer;
  buffers.add(buffer);
  return buffer;
}

function viewOf(
  buffer: SharedArrayBuffer,
  address: number,
  length: number,
  dtype: Dtype,
): Float32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer> {
  return dtype === 'float32'
    ? new Float32Array(buffer, address, length)
    : new Float64Array(buffer, address, length);
}

/**
 * Gives the memory of an array from {@link allocate} back now. The array must not be used again.
 *
 * @throws RangeError `CORE_LENGTH` if the array is not one that `allocate` returned and still holds
 */
export function release(array: Elements): void {
  const block = inKernelMemory(array) ? used.get(array.byteOffset) : undefined;
  if (!block) {
    throw rangeError('CORE_LENGTH', 'the array is not one that allocate returned, or was released');
  }
  giveBack(block);
}

export function inKernelMemory(array: Elements): boolean {
  return buffers.has(array.buffer);
}

/** Where an array stands in kernel memory: what to send to a thread that has joined it. */
export interface KernelPlace {
  readonly address: number;
  readonly length: number;
  readonly dtype: Dtype;
}

/** The place of an array in kernel memory; undefined for one that lies elsewhere. */
export function placeOf(array: Elements): KernelPlace | undefined {
  if (!inKernelMemory(array)) return undefined;
  const dtype = array.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64';
  return { address: array.byteOffset, length: array.length, dtype };
}

/** The buffer that places of other threads are seen through. */
let window: SharedArrayBuffer | undefined;

/**
 * The array at a place, on a thread that has joined the memory. It must be used no longer than the
 * array that the place was taken from is kept.
 */
export function arrayAt({ address, length, dtype }: KernelPlace): Elements {
  const end = address + length * (dtype === 'float32' ? 4 : 8);
  if (!window || window.byteLength < end) window = openBuffer();
  return viewOf(window, address, length, dtype);
}
