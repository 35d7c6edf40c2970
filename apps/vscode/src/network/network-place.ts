import type { Reading, Stack } from '@actigrad/source';

/** Where a stack stands, as a lens or a link carries it: it is found again after edits around it. */
export interface NetworkPlace {
  readonly uri: string;
  readonly name: string;
  /** From 1; of several stacks of that name the nearest is meant. */
  readonly line: number;
}

export function placeOf(uri: string, { name, start }: Stack): NetworkPlace {
  return { uri, name, line: start.line };
}

/** Reads a place from a command's arguments: anyone may have written them. */
export function readPlace(value: unknown): NetworkPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, name, line } = value as Partial<Record<keyof NetworkPlace, unknown>>;
  return typeof uri === 'string' && typeof name === 'string' && typeof line === 'number'
    ? { uri, name, line }
    : undefined;
}

/** The stack of that name nearest to the line, else the nearest of all. */
export function findStack(
  { stacks }: Pick<Reading, 'stacks'>,
  { name, line }: Pick<NetworkPlace, 'name' | 'line'>,
): Stack | undefined {
  const distance = (stack: Stack): number =>
    Math.abs(stack.start.line - line) + (stack.name === name ? 0 : 1e9);
  return stacks.toSorted((a, b) => distance(a) - distance(b))[0];
}
