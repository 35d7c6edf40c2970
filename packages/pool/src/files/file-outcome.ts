import type { NonFinite } from '@actigrad/tensors';
import { TensorsError, ioError } from '@actigrad/tensors/node';
import { poolError } from '../errors.ts';
import type { ChunkReport } from './chunk-task.ts';

/** Counts that grow from chunk to chunk. */
export class NonFiniteTally {
  readonly #counts = { input: { nan: 0, infinite: 0 }, output: { nan: 0, infinite: 0 } };

  add({ nonFinite }: ChunkReport): void {
    for (const side of ['input', 'output'] as const) {
      this.#counts[side].nan += nonFinite[side].nan;
      this.#counts[side].infinite += nonFinite[side].infinite;
    }
  }

  get counts(): { readonly input: NonFinite; readonly output: NonFinite } {
    return this.#counts;
  }
}

/** What kept a chunk from being done, as an error of ours. */
export function failureOf(
  { operation, code, message }: NonNullable<ChunkReport['failure']>,
  input: string,
): Error {
  const cause = Object.assign(new Error(message), { code });
  if (operation === 'compute') return poolError('POOL_WORKER_FAILED', message, cause);
  if (code === 'ESHORT') {
    return new TensorsError(
      'TENSORS_FILE_CHANGED',
      `${input} became shorter while it was read: ${message}`,
    );
  }
  return ioError(cause, operation, input);
}

/** @throws Error `POOL_NON_FINITE` */
export function requireFinite(
  { nonFinite: { output } }: ChunkReport,
  tensor: string,
  start: number,
  end: number,
): void {
  if (output.nan + output.infinite === 0) return;
  throw poolError(
    'POOL_NON_FINITE',
    `the result of tensor "${tensor}" has ${output.nan} NaN and ${output.infinite} infinities in elements ${start} to ${end}`,
  );
}
