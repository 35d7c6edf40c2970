import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Expression, Span } from './syntax.ts';
import type { Value } from './value.ts';

/** Where the file says what a name is: a use of `self.act` is that of its definition. */
export function definitionOf(expression: Expression, value: Value, scope: Scope): Span | undefined {
  const isOwn =
    expression.kind === 'name'
      ? scope.isAssigned(expression.name, expression.start)
      : expression.kind === 'member' || expression.kind === 'index'
        ? evaluate(expression.object, scope).kind !== 'symbol' && value.kind !== 'method'
        : false;
  if (!isOwn) return undefined;
  if (value.kind === 'function') return { start: value.node.start, end: value.node.end };
  return 'at' in value && typeof value.at === 'object'
    ? { start: value.at.start, end: value.at.end }
    : undefined;
}
