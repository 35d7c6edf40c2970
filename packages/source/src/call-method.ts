import { applyMethod, applyValue, type Caller } from './apply.ts';
import { fillByMethod, parametersOf } from './filled-weights.ts';
import { layersIn, skip, type Run } from './run.ts';
import type { Span } from './syntax.ts';
import {
  literal,
  numberOf,
  unknown,
  type Given,
  type ListValue,
  type Made,
  type Method,
  type Tensor,
  type Value,
} from './value.ts';

/** What a method gives that is not defined in the file; undefined where it is none that we know. */
export function callMethod(
  { object, name }: Method,
  given: Given,
  tensor: Tensor | undefined,
  at: Span,
  run: Run,
  caller: Caller,
): Value | undefined {
  const [first = unknown] = given.positional;
  if (object.kind === 'method') {
    // A bias has one dimension, weights have more.
    if (name === 'dim' && /^(weight|bias)$/.test(object.name))
      return literal(object.name === 'bias' ? 1 : 2);
    fillByMethod(object, name, given, at);
  }
  if (object.kind === 'tensor') return applyMethod(name, object, given, at, run);
  if (object.kind === 'list') return changeList(object, name, given, at);
  if (object.kind === 'dictionary' && (name === 'values' || name === 'items')) {
    const items = [...object.entries].map(([key, value]): Value =>
      name === 'values' ? value : { kind: 'list', items: [literal(key), value] },
    );
    return { kind: 'list', items };
  }
  if (name === 'apply' && tensor) return applyValue(object, tensor, at, run, caller);
  if (object.kind === 'made' || object.kind === 'instance') {
    if (/^(named_)?(modules|children)$/.test(name)) {
      const items = layersIn(object).map((layer): Value =>
        name.startsWith('named_') ? { kind: 'list', items: [unknown, layer] } : layer,
      );
      return { kind: 'list', items };
    }
    if (name === 'parameters') return { kind: 'list', items: parametersOf(object) };
    if (name === 'named_parameters') {
      const items = parametersOf(object).map((parameter): Value => ({
        kind: 'list',
        items: [unknown, parameter],
      }));
      return { kind: 'list', items };
    }
    if (name === 'apply' && first.kind === 'function') {
      for (const layer of layersIn(object)) {
        caller.callFunction(first, { positional: [layer], keywords: new Map(), complete: true });
      }
      return object;
    }
  }
  const changed = object.kind === 'made' && changeModel(object, name, given, at);
  if (changed) return object;
  return tensor ? skip(tensor, 'operation', at) : undefined;
}

function changeList({ items }: ListValue, name: string, given: Given, at: Span): Value {
  const [first = unknown, second = unknown] = given.positional;
  if (name === 'append' || name === 'push') items.push(withPlace(first, at));
  if (name === 'extend') {
    items.push(...(first.kind === 'list' ? first.items : [withPlace(unknown, at)]));
  }
  if (name === 'pop') return items.splice(numberOf(given.positional[0]) ?? -1, 1)[0] ?? unknown;
  if (name === 'clear') items.length = 0;
  if (name === 'reverse') items.reverse();
  if (name === 'remove' || name === 'sort') items.push(withPlace(unknown, at));
  if (name === 'insert') items.splice(numberOf(first) ?? 0, 0, withPlace(second, at));
  return unknown;
}

/** Layers that are added, and what leaves a model as it is: `to(device)`. */
function changeModel(model: Made, name: string, { positional }: Given, at: Span): boolean {
  if (name === 'add' || name === 'append')
    model.added.push(withPlace(positional[0] ?? unknown, at));
  else if (name === 'add_module') model.added.push(withPlace(positional[1] ?? unknown, at));
  else if (name === 'extend' && positional[0]?.kind === 'list')
    model.added.push(...positional[0].items);
  else if (/^(insert|extend|pop)$/.test(name)) model.added.push(withPlace(unknown, at));
  else return /^(to|cuda|cpu|eval|train|float|half|double)$/.test(name);
  return true;
}

/** What is unknown is told where it was added. */
function withPlace(value: Value, { start, end }: Span): Value {
  return value.kind === 'unknown' && !value.at ? { kind: 'unknown', at: { start, end } } : value;
}
