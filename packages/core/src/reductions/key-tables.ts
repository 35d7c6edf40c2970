import { memory } from '../address-space.ts';
import type { Dtype } from '../elements.ts';
import { reserveBlock } from '../memory.ts';
import { reductionLoop } from './module.ts';

/** Keys of a page: two powers of two of one sign. */
export const pageKeys = 256;
/** Two tables of counts by key, beside each other in kernel memory: see assembly/reductions. */
const tableKeys = 2 ** 16;
/** Counts have 32 bits: more elements than this may not lie between two calls of `drainKeys`. */
export const mostUndrained: number = 2 ** 30;

let tables: Uint32Array | undefined;

/** Makes room for the tables. Loops over columns count the keys of what they add there. */
export function openKeyTables(): void {
  if (tables) return;
  const length = 2 * tableKeys;
  const { address } = reserveBlock(length * Uint32Array.BYTES_PER_ELEMENT);
  tables = new Uint32Array(memory.buffer, address, length).fill(0);
  reductionLoop('setKeyTables')(address);
}

/** Counts elements in kernel memory by the upper 16 bits of their float32. */
export function countKeys(address: number, count: number, dtype: Dtype): void {
  openKeyTables();
  reductionLoop('countKeys', dtype)(address, count);
}

/** Hands out what has been counted, page by page, and starts from 0 again. */
export function drainKeys(take: (page: number, counts: Uint32Array) => void): void {
  if (!tables) return;
  const nextPage = reductionLoop('nextPage');
  for (let page = 0; (page = nextPage(page)) < pageKeys; page++) {
    for (const table of [0, tableKeys]) {
      const start = table + page * pageKeys;
      const counts = tables.subarray(start, start + pageKeys);
      take(page, counts);
      counts.fill(0);
    }
  }
}
