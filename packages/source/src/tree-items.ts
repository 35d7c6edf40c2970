import type { TreeCursor } from '@lezer/common';
import type { Expression, Span } from './syntax.ts';

/** A child of a syntax node: a word or sign of the language, or an expression already read. */
export interface Item extends Span {
  readonly name: string;
  readonly expression: Expression | undefined;
}

/** Names of nodes begin with a capital, those of words and signs do not; an error is ⚠. */
export function isNode(name: string): boolean {
  const first = name.charCodeAt(0);
  return (first >= 65 && first <= 90) || name === '⚠';
}

/**
 * Nesting past this is left unread. People nest a few dozen deep; a generated or mutated file may
 * nest without end, and each level costs a few stack frames in every later pass.
 */
export const maxDepth = 400;

/** Calls `visit` with the cursor on each child, then puts the cursor back. */
export function forEachChild(cursor: TreeCursor, visit: () => void): void {
  if (!cursor.firstChild()) return;
  do visit();
  while (cursor.nextSibling());
  cursor.parent();
}

/** Runs of items between separators, without the separators. */
export function splitItems(items: readonly Item[], separator: string): Item[][] {
  const runs: Item[][] = [[]];
  for (const item of items) {
    if (item.name === separator) runs.push([]);
    else (runs.at(-1) as Item[]).push(item);
  }
  return runs;
}

export function expressionsOf(items: readonly Item[]): Expression[] {
  return items.flatMap(({ expression }) => (expression ? [expression] : []));
}

/** One expression as it is; several, or one and a comma, as a tuple. */
export function tupleOf(items: readonly Item[]): Expression | undefined {
  const expressions = expressionsOf(items);
  const [first] = expressions;
  if (!first) return undefined;
  if (expressions.length === 1 && !items.some(({ name }) => name === ',')) return first;
  return {
    kind: 'list',
    items: expressions,
    start: first.start,
    end: (expressions.at(-1) as Expression).end,
  };
}
