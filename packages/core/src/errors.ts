/** Every error that core throws carries one of these codes; messages may change, codes do not. */
export type CoreErrorCode =
  | 'CORE_UNKNOWN_FUNCTION'
  | 'CORE_UNKNOWN_FRAMEWORK'
  | 'CORE_UNKNOWN_PARAMETER'
  | 'CORE_PARAMETER_OUT_OF_RANGE'
  | 'CORE_NOT_LEARNED'
  | 'CORE_DTYPE'
  | 'CORE_LENGTH'
  | 'CORE_SHAPE'
  | 'CORE_OVERLAP'
  | 'CORE_OUT_OF_MEMORY';

export type CodedError = Error & { readonly code: CoreErrorCode };

/** A wrong value of the right kind. */
export function rangeError(code: CoreErrorCode, message: string): CodedError {
  return Object.assign(new RangeError(message), { code });
}

/** A value of the wrong kind. */
export function typeError(code: CoreErrorCode, message: string): CodedError {
  return Object.assign(new TypeError(message), { code });
}
