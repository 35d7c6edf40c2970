export type SourceErrorCode = 'SOURCE_LANGUAGE' | 'SOURCE_TOO_LARGE';

/** A TypeError or RangeError with a code to branch on. */
export type SourceError = (TypeError | RangeError) & { readonly code: SourceErrorCode };

export function languageError(language: string, known: readonly string[]): SourceError {
  return Object.assign(
    new TypeError(`language is "${language}"; it must be one of ${known.join(', ')}`),
    { code: 'SOURCE_LANGUAGE' } as const,
  );
}

export function sizeError(length: number, limit: number): SourceError {
  const message = `text is ${length.toLocaleString('en')} characters; the limit is ${limit.toLocaleString('en')}`;
  return Object.assign(new RangeError(message), { code: 'SOURCE_TOO_LARGE' } as const);
}
