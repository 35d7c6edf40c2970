import { rangeError } from './errors.ts';

/**
 * The one memory that kernels see, and what of it is taken. It is shared in WebAssembly's sense,
 * because growing a shared memory leaves earlier arrays over it valid, where growing a plain one
 * would detach them all. No cross-origin isolation is needed for that: only sending it to another
 * thread asks for it.
 *
 * A thread that was given the memory of another before it loaded core has no memory of its own.
 * It takes spans of 1 MiB for what it allocates; when it has ended, `reclaimThread` lets the next
 * one take them.
 */
const pageBytes = 65536;
/** What WebAssembly can address: 4 GiB. Where address space is short, the largest half that fits. */
const mostPages = 65536;
/** Blocks begin and end on cache lines. */
export const alignment = 64;
const spanBytes = 2 ** 20;
const spans = (mostPages * pageBytes) / spanBytes;
/** Constants and scratch of the kernels end far below this; the ledger lies here, blocks follow. */
const ledgerAddress = 65536;
const ledgerBytes = Math.ceil((4 * (1 + spans)) / alignment) * alignment;
/** In an owner's place: taken by a thread that has ended, and free again. */
const ended = -1;

/** What another thread needs to join this memory; plain data for `workerData` or `postMessage`. */
export interface KernelMemory {
  /** Before core is loaded there, this goes to `globalThis[Symbol.for(key)]`, with the thread's id. */
  readonly key: string;
  /** Opaque; the same on every thread that has joined. */
  readonly memory: object;
}

interface Joining {
  readonly memory: WebAssembly.Memory;
  /** A whole number from 1, of no other living thread of the process. */
  readonly thread: number;
}

const key = '@actigrad/core: kernel memory';
const joining = (globalThis as { [key: symbol]: unknown })[Symbol.for(key)] as Joining | undefined;

export const memory: WebAssembly.Memory = joining?.memory ?? createMemory();

/** The handle of this thread's kernel memory: with it other threads compute arrays where they are. */
export const kernelMemory: KernelMemory = Object.freeze({ key, memory });

function createMemory(): WebAssembly.Memory {
  const initial = (ledgerAddress + Math.ceil(ledgerBytes / pageBytes) * pageBytes) / pageBytes;
  for (let maximum = mostPages; ; maximum = Math.floor(maximum / 2)) {
    try {
      return new WebAssembly.Memory({ initial, maximum, shared: true });
    } catch (error) {
      if (!(error instanceof RangeError) || maximum <= 1024) throw error;
    }
  }
}

/** End of what is taken, in units of the alignment less the ledger; then the owner of each span, 0 for none. */
const ledger = new Int32Array(memory.buffer, ledgerAddress, 1 + spans);
const firstAddress = ledgerAddress + ledgerBytes;

/** Bytes that nobody uses. */
interface Room {
  readonly address: number;
  /** Never used before, and so all zeros. */
  readonly clean: boolean;
}

/**
 * Takes `size` bytes, a multiple of the alignment, that are never given back to this file but when
 * their thread has ended.
 *
 * @throws RangeError `CORE_OUT_OF_MEMORY`
 */
export function takeRoom(size: number): Room {
  return joining ? takeFromSpan(size, joining.thread) : takeAtEnd(size, alignment);
}

function takeAtEnd(size: number, align: number): Room {
  for (;;) {
    const end = Atomics.load(ledger, 0);
    const address = Math.ceil((firstAddress + end * alignment) / align) * align;
    growTo(address + size);
    const newEnd = (address + size - firstAddress) / alignment;
    if (Atomics.compareExchange(ledger, 0, end, newEnd) === end) return { address, clean: true };
  }
}

function growTo(bytes: number): void {
  while (memory.buffer.byteLength < bytes) {
    const missing = bytes - memory.buffer.byteLength;
    try {
      memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      const before = memory.buffer.byteLength;
      // Shows what another thread has grown in between.
      memory.grow(0);
      if (memory.buffer.byteLength > before) continue;
      throw rangeError(
        'CORE_OUT_OF_MEMORY',
        `kernel memory holds ${before.toLocaleString('en')} bytes and cannot grow by ${missing.toLocaleString('en')}; release arrays that are no longer used`,
      );
    }
  }
}

/** What is left of the span that small blocks of a joined thread come from. */
let rest: Room & { readonly size: number } = { address: 0, clean: true, size: 0 };

function takeFromSpan(size: number, thread: number): Room {
  if (size > rest.size) {
    const count = Math.ceil(size / spanBytes);
    const room = takeEnded(count, thread) ?? takeNew(count, thread);
    if (size > spanBytes / 2) return room;
    rest = { ...room, size: count * spanBytes };
  }
  const { address, clean } = rest;
  rest = { address: address + size, clean, size: rest.size - size };
  return { address, clean };
}

function takeNew(count: number, thread: number): Room {
  const room = takeAtEnd(count * spanBytes, spanBytes);
  const first = room.address / spanBytes;
  for (let span = first; span < first + count; span++) Atomics.store(ledger, 1 + span, thread);
  return room;
}

/** Adjacent spans of ended threads; undefined if there are not so many. */
function takeEnded(count: number, thread: number): Room | undefined {
  for (let first = 0, span = 0; span < spans; span++) {
    if (Atomics.compareExchange(ledger, 1 + span, ended, thread) === ended) {
      if (span + 1 - first === count) return { address: first * spanBytes, clean: false };
      continue;
    }
    for (let taken = first; taken < span; taken++) Atomics.store(ledger, 1 + taken, ended);
    first = span + 1;
  }
  return undefined;
}

/**
 * Frees the kernel memory that a joined thread had taken. The thread must have ended.
 *
 * @example worker.once('exit', () => reclaimThread(threadId));
 */
export function reclaimThread(thread: number): void {
  for (let span = 0; span < spans; span++) {
    Atomics.compareExchange(ledger, 1 + span, thread, ended);
  }
}
