/** Every error that the pool throws carries one of these codes; messages may change, codes do not. */
export type PoolErrorCode =
  | 'POOL_UNKNOWN_OPTION'
  | 'POOL_OPTION'
  | 'POOL_ACTIVATION'
  | 'POOL_DTYPE'
  | 'POOL_LENGTH'
  | 'POOL_SHAPE'
  | 'POOL_OVERLAP'
  | 'POOL_CLOSED'
  | 'POOL_WORKERS_UNAVAILABLE'
  | 'POOL_WIDE_UNAVAILABLE'
  | 'POOL_WORKER_DIED'
  | 'POOL_WORKER_STUCK'
  | 'POOL_WORKER_FAILED'
  | 'POOL_OUTPUT_BUSY'
  | 'POOL_OUTPUT_IS_INPUT'
  | 'POOL_NOTHING_SELECTED'
  | 'POOL_MISMATCH'
  | 'POOL_NON_FINITE';

export type PoolError = Error & { readonly code: PoolErrorCode };

/** A wrong value of the right kind. */
export function rangeError(code: PoolErrorCode, message: string): PoolError {
  return Object.assign(new RangeError(message), { code });
}

/** A value of the wrong kind. */
export function typeError(code: PoolErrorCode, message: string): PoolError {
  return Object.assign(new TypeError(message), { code });
}

/** Something that went wrong while working; `cause` is what the platform said. */
export function poolError(code: PoolErrorCode, message: string, cause?: unknown): PoolError {
  return Object.assign(new Error(message, { cause }), { code });
}

/** Whatever was thrown, as an error: a dying worker may reject with anything. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
