import { InvalidArgumentError, type Command } from 'commander';
import type { Output } from '../output.ts';

/** What a command is given beside its arguments. */
export interface Context {
  readonly output: Output;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Work failed and has been reported: the exit code says so, by default that of a batch that is partly done. */
  readonly reportFailures: (exitCode?: number) => void;
}

/**
 * Adds a command with its arguments, options and help. Its implementation is imported when it is called: `list` need
 * not load what `apply` uses.
 */
export type AddCommand = (program: Command, context: Context) => void;

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
