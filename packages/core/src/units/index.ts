import { maxoutRecord } from './maxout.ts';

export { maxout, type Maxout, type MaxoutShape } from './maxout.ts';

/** The words of a unit: what has weights of its own and is no function of one number. */
export interface UnitRecord {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Its value in TeX. */
  readonly formula: string;
  /** The derivative by its inputs in TeX. */
  readonly derivative: string;
  /** What happens where several pieces are equal, and who does it so. */
  readonly ties: string;
  readonly source: string;
}

/** Every unit, by id. */
export const units: ReadonlyMap<string, UnitRecord> = new Map(
  [maxoutRecord].map((record) => [record.id, record]),
);
