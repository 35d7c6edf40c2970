import { evaluate } from './evaluate.ts';
import type { Expression, IndexExpression } from './syntax.ts';
import { numberOf, stringOf, type Environment, type Value } from './value.ts';

/** `layers[0] = nn.Linear(…)`, `blocks['act'] = nn.ReLU()`. What is not known to hit is told there. */
export function setEntry(target: IndexExpression, value: Value, environment: Environment): void {
  const object = evaluate(target.object, environment);
  const key = evaluate(target.key, environment);
  const [index, name] = [numberOf(key), stringOf(key)];
  if (object.kind === 'list' && index !== undefined && object.items.at(index))
    object.items[index < 0 ? index + object.items.length : index] = value;
  else if (object.kind === 'dictionary' && name !== undefined) object.entries.set(name, value);
  else spoil(object, target);
}

/** `del layers[-1]` */
export function deleteEntry(target: Expression, environment: Environment): void {
  if (target.kind !== 'index' && target.kind !== 'slice') return;
  const object = evaluate(target.object, environment);
  const key = target.kind === 'index' ? evaluate(target.key, environment) : undefined;
  const [index, name] = [numberOf(key), key && stringOf(key)];
  if (object.kind === 'list' && index !== undefined) object.items.splice(index, 1);
  else if (object.kind === 'dictionary' && name !== undefined) object.entries.delete(name);
  else spoil(object, target);
}

/** Of what is held, something is not known any more. */
export function spoil(object: Value, { start, end }: Expression): void {
  const unread: Value = { kind: 'unknown', at: { start, end } };
  if (object.kind === 'list') object.items.push(unread);
  if (object.kind === 'dictionary') object.entries.set(`at ${start}`, unread);
  if (object.kind === 'made') object.added.push(unread);
}
