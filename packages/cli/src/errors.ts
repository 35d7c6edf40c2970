/** Wrong usage: the command line cannot be followed as written. */
export class UsageError extends Error {
  readonly code = 'CLI_USAGE';
}

/** A file is right, but what it holds was not to be. */
export class VerifyError extends Error {
  readonly code = 'CLI_NON_FINITE';
}

/** The work was stopped by a signal. */
export class InterruptedError extends Error {
  readonly code = 'CLI_INTERRUPTED';
}

/** What was looked for is there: a check has failed, not the command. */
export class FoundError extends Error {
  readonly code = 'CLI_FOUND';
}

/** Exit codes of the command; the last two follow the shell's rule of 128 + signal. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Some files of a batch failed, the others are done. */
  partlyFailed: 3,
  interrupted: 130,
  terminated: 143,
} as const;

/** Codes of mistakes that stand in the command line itself, whichever package finds them. */
const usageCodes = new Set([
  'CLI_USAGE',
  'CORE_UNKNOWN_FUNCTION',
  'CORE_UNKNOWN_PARAMETER',
  'CORE_PARAMETER_OUT_OF_RANGE',
  'POOL_OPTION',
  'POOL_WIDE_UNAVAILABLE',
  'POOL_NOTHING_SELECTED',
  'POOL_OUTPUT_IS_INPUT',
]);

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function exitCodeOf(error: unknown): number {
  return usageCodes.has(codeOf(error) ?? '') ? exitCodes.usage : exitCodes.failed;
}

/** What `--json` says of an error. */
export function errorToJson(error: unknown): { readonly code: string; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: codeOf(error) ?? 'UNEXPECTED', message };
}

/** One line for a person: what was wrong, in which file if it does not say so itself, and the code to search for. */
export function describeError(error: unknown, path?: string): string {
  const { code, message } = errorToJson(error);
  const oneLine = message.replaceAll(/\s*\n\s*/g, ' ');
  const place = path === undefined || oneLine.includes(path) ? '' : `${path}: `;
  return `actigrad: ${place}${oneLine} [${code}]`;
}
