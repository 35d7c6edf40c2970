import type { Frame } from './frame.ts';
import { evaluate } from './evaluate.ts';
import { spoil } from './entries.ts';
import { fillUnread } from './filled-weights.ts';
import { outputOf } from './run.ts';
import type { Expression, Span, Statement } from './syntax.ts';
import type { Value } from './value.ts';

/**
 * Takes note of statements that may or may not run, or not known how often: what they change is not
 * known afterwards, and every stack that they would have changed says so.
 */
export function skipStatements(
  statements: readonly Statement[],
  why: string,
  at: Span,
  frame: Frame,
): void {
  const unread: Value = { kind: 'unknown', at: { start: at.start, end: at.end }, why };
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
        for (const target of statement.targets) forget(target, unread, why, at, frame);
        break;
      case 'expression':
        grow(statement.value, unread, frame);
        break;
      case 'return':
        for (const value of frame.values.values())
          if (value.kind === 'tensor') value.trace.skip(why, at);
        break;
      case 'if':
      case 'for':
      case 'block':
        // What a loop does behind a break that may come is not known either.
        if (statement.kind === 'block' && /^(break|continue)$/.test(statement.word)) {
          for (const value of frame.values.values()) {
            if (value.kind === 'tensor') value.trace.skip(why, at);
            if (value.kind === 'list') value.items.push(unread);
          }
        }
        for (const { statements: inner } of statement.bodies) skipStatements(inner, why, at, frame);
        break;
      case 'import':
      case 'function':
      case 'class':
        break;
    }
  }
}

function forget(target: Expression, unread: Value, why: string, at: Span, frame: Frame): void {
  if (target.kind === 'list') {
    for (const part of target.items) forget(part, unread, why, at, frame);
    return;
  }
  if (target.kind === 'index') {
    spoil(evaluate(target.object, frame), target);
    return;
  }
  const value = target.kind === 'name' ? frame.values.get(target.name) : undefined;
  if (value?.kind === 'tensor') {
    value.trace.skip(why, at);
    frame.assign(target, outputOf(value.trace));
  } else if (value?.kind === 'list') {
    value.items.push(unread);
  } else {
    frame.assign(target, unread);
  }
}

/** `layers.append(…)`, `model.add(…)`: something is added, but it is not known whether. */
function grow(expression: Expression, unread: Value, frame: Frame): void {
  if (expression.kind !== 'call') return;
  const callee = evaluate(expression.callee, frame);
  if (callee.kind === 'symbol' && callee.name.startsWith('torch.nn.init.')) {
    const [filled] = expression.arguments;
    if (filled) fillUnread(evaluate(filled.value, frame), expression);
  }
  if (expression.callee.kind !== 'member') return;
  if (expression.callee.property.endsWith('_'))
    fillUnread(evaluate(expression.callee.object, frame), expression);
  if (!/^(add|append|extend|insert)$/.test(expression.callee.property)) return;
  const object = evaluate(expression.callee.object, frame);
  if (object.kind === 'list') object.items.push(unread);
  if (object.kind === 'made') object.added.push(unread);
}
