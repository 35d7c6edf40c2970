import { commonDivisor } from '../channels.ts';
import type { Dtype } from '../elements.ts';
import { rangeError } from '../errors.ts';
import { allocate, release } from '../memory.ts';
import { openKeyTables } from './key-tables.ts';
import { reductionLoop } from './module.ts';

/** Which column an element of a flat array belongs to: element i to column ⌊i / run⌋ modulo columns. */
export interface ColumnLayout {
  readonly columns: number;
  /** Neighbours of one column; default 1. */
  readonly run?: number;
}

/** Runs from this length on are reduced by vectors along the run; shorter ones place by place. */
const leastLongRun = 32;
/** Vectors of float32 have four lanes, of float64 two. */
const mostLanes = 4;

/**
 * Fields of float64 for each column, in kernel memory. For short runs there is a place of its own
 * for each position in a period that whole vectors fill, and a column has several places.
 */
export class ColumnFields {
  readonly columns: number;
  readonly places: number;
  /** Field f of place p at f · places + p. */
  readonly values: Float64Array;
  readonly #loops: string;
  readonly #run: number;
  /** Elements until the same place or run comes again. */
  readonly #period: number;

  /** @throws RangeError `CORE_SHAPE` */
  constructor(loops: string, fields: number, { columns, run = 1 }: ColumnLayout) {
    for (const [name, size] of Object.entries({ columns, run })) {
      if (Number.isSafeInteger(size) && size > 0) continue;
      throw rangeError(
        'CORE_SHAPE',
        `${name} of a reduction is ${size}; it is a whole number from 1`,
      );
    }
    this.columns = columns;
    this.#loops = loops;
    this.#run = run;
    const cycle = columns * run;
    this.#period =
      run < leastLongRun ? (cycle * mostLanes) / commonDivisor(cycle, mostLanes) : cycle;
    this.places = run < leastLongRun ? this.#period : columns;
    this.values = allocate(fields * this.places, 'float64');
  }

  /**
   * Adds elements in kernel memory, and counts their keys; the first is number `start` of the whole
   * array.
   */
  add(address: number, count: number, dtype: Dtype, start: number): void {
    openKeyTables();
    const state = this.values.byteOffset;
    const room = (scratch ??= allocate(scratchLength, 'float64')).byteOffset;
    const position = start % this.#period;
    if (this.places === this.#period) {
      const inTurn = reductionLoop(`${this.#loops}_inTurn`, dtype);
      inTurn(address, count, state, this.places, position, room);
      return;
    }
    const run = this.#run;
    const [column, within] = [Math.floor(position / run), position % run];
    const inRuns = reductionLoop(`${this.#loops}_inRuns`, dtype);
    inRuns(address, count, state, this.columns, run, column, within, room);
  }

  /** The places of a column. */
  *placesOf(column: number): Generator<number> {
    const run = this.places === this.columns ? 1 : this.#run;
    for (let turn = 0; turn < this.places; turn += this.columns * run) {
      const first = turn + column * run;
      for (let place = first; place < first + run; place++) yield place;
    }
  }

  release(): void {
    release(this.values);
  }

  /** One field of all places. */
  field(index: number): Float64Array {
    return this.values.subarray(index * this.places, (index + 1) * this.places);
  }

  /** Sum of a field over the places of a column. */
  total(index: number, column: number): number {
    let sum = 0;
    for (const place of this.placesOf(column)) sum += this.values[index * this.places + place]!;
    return sum;
  }
}

/** Room for what assembly/reductions/columns.ts gathers: a state of four columns, and 256 lines of cache. */
let scratch: Float64Array | undefined;
const scratchLength = (512 + 256 * 64) / 8;
