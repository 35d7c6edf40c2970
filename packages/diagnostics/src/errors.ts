/** Everything this package refuses, with the rule behind each code. Codes are stable; messages may improve. */
const diagnosticsErrorRules = {
  DIAGNOSTICS_NO_LAYERS:
    'a capture has tensors called <layer>.preactivation, .activation, .weight and so on',
  DIAGNOSTICS_ACTIVATION_UNKNOWN: 'the metadata or an option names the activation of each layer',
  DIAGNOSTICS_SHAPE: 'tensors of one layer have shapes that fit each other',
  DIAGNOSTICS_OPTION: 'options are known and in range',
  DIAGNOSTICS_RECORD: 'each line of a series is a JSON object with a step and tensors',
  DIAGNOSTICS_STEP: 'the captures of a series come in increasing order of step',
} as const;

export type DiagnosticsErrorCode = keyof typeof diagnosticsErrorRules;

/** A refusal: `code` is for programs, `message` is one line for people (what, what it is, the rule). */
export type DiagnosticsError = Error & { readonly code: DiagnosticsErrorCode };

/** A wrong value of the right kind. */
export function rangeError(
  code: DiagnosticsErrorCode,
  message: string,
  options?: ErrorOptions,
): DiagnosticsError {
  return Object.assign(new RangeError(message, options), { code });
}

/** A value of the wrong kind. */
export function typeError(
  code: DiagnosticsErrorCode,
  message: string,
  options?: ErrorOptions,
): DiagnosticsError {
  return Object.assign(new TypeError(message, options), { code });
}

/** Shows untrusted text in a message: quoted, short, nothing invisible. */
export function quote(text: string): string {
  const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}...` : text;
  return JSON.stringify(short).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** Enough to recognise a name; an error stays readable on a terminal line. */
const longestQuote = 80;
