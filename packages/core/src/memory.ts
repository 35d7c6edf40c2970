import type { Dtype, Elements } from './elements.ts';
import { rangeError } from './errors.ts';

/**
 * The one memory that kernels see. It is shared in WebAssembly's sense, because growing a shared
 * memory leaves earlier arrays over it valid, where growing a plain one would detach them all. No
 * cross-origin isolation is needed for that: only sending it to another thread asks for it.
 */
const pageBytes = 65536;
/** What WebAssembly can address: 4 GiB. Where address space is short, the largest half that fits. */
const mostPages = 65536;
/** Constants and scratch of the kernels end far below this; blocks start here. */
const firstBlock = 65536;
/** Blocks begin and end on cache lines. */
const alignment = 64;

export const memory: WebAssembly.Memory = createMemory();

function createMemory(): WebAssembly.Memory {
  for (let maximum = mostPages; ; maximum = Math.floor(maximum / 2)) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch (error) {
      if (!(error instanceof RangeError) || maximum <= 1024) throw error;
    }
  }
}

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
let end = firstBlock;

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
  const block = { address: recycled ?? extend(size), size, clean: recycled === undefined };
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

function extend(size: number): number {
  const address = end;
  if (address + size > nextNudge) {
    nextNudge = address + size + nudgeBytes;
    void new ArrayBuffer(nudgeBytes);
  }
  const missing = address + size - memory.buffer.byteLength;
  if (missing > 0) {
    try {
      memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      throw rangeError(
        'CORE_OUT_OF_MEMORY',
        `kernel memory holds ${address.toLocaleString('en')} bytes and cannot grow by ${size.toLocaleString('en')}; release arrays that are no longer used`,
      );
    }
  }
  end = address + size;
  return address;
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
  // Growing by nothing makes a new buffer object where the engine keeps one per size, so that each
  // array has its own and the collector can tell when it, and every subarray of it, is gone.
  memory.grow(0);
  const buffer = memory.buffer as unknown as SharedArrayBuffer;
  buffers.add(buffer);
  collected.register(buffer, block);
  const array =
    dtype === 'float32'
      ? new Float32Array(buffer, block.address, length)
      : new Float64Array(buffer, block.address, length);
  return block.clean ? array : array.fill(0);
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
