import type { TreeCursor } from '@lezer/common';
import type { PythonReader } from './python.ts';
import {
  expressionsOf,
  forEachChild,
  isNode,
  maxDepth,
  splitItems,
  tupleOf,
  type Item,
} from './tree-items.ts';
import type { Entry, Expression, Parameter } from './syntax.ts';

/** Reads the expression under the cursor; undefined where it is on a word or sign. */
export function readPythonExpression(
  reader: PythonReader,
  cursor: TreeCursor,
): Expression | undefined {
  if (reader.depth >= maxDepth || !isNode(cursor.name)) return undefined;
  reader.depth += 1;
  const expression = read(reader, cursor);
  reader.depth -= 1;
  return expression;
}

function read(reader: PythonReader, cursor: TreeCursor): Expression | undefined {
  const start = cursor.from + reader.base;
  const end = cursor.to + reader.base;
  switch (cursor.name) {
    case 'VariableName':
      return { start, end, kind: 'name', name: reader.slice(cursor) };
    case 'Number': {
      const value = Number(reader.slice(cursor).replaceAll('_', ''));
      // A complex number is none that an activation takes.
      return Number.isNaN(value)
        ? { start, end, kind: 'other', parts: [] }
        : { start, end, kind: 'number', value };
    }
    case 'String':
      return { start, end, kind: 'string', value: unquote(reader.slice(cursor)) };
    case 'ContinuedString': {
      const strings = expressionsOf(reader.items(cursor));
      if (!strings.every((part) => part.kind === 'string'))
        return { start, end, kind: 'other', parts: strings };
      return { start, end, kind: 'string', value: strings.map(({ value }) => value).join('') };
    }
    case 'Boolean':
      return { start, end, kind: 'constant', value: reader.slice(cursor) === 'True' };
    case 'None':
      return { start, end, kind: 'constant', value: null };
    case 'MemberExpression':
      return memberExpression(reader, cursor);
    case 'CallExpression': {
      let callee: Expression | undefined;
      let given: ReturnType<PythonReader['arguments']> = [];
      forEachChild(cursor, () => {
        if (cursor.name === 'ArgList') given = reader.arguments(cursor);
        else callee ??= readPythonExpression(reader, cursor);
      });
      return callee && { start, end, kind: 'call', callee, arguments: given };
    }
    case 'ParenthesizedExpression': {
      const [inner, ...others] = expressionsOf(reader.items(cursor));
      return inner && others.length === 0
        ? inner
        : { start, end, kind: 'other', parts: inner ? [inner, ...others] : [] };
    }
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return { start, end, kind: 'list', items: listItems(reader.items(cursor)) };
    case 'DictionaryExpression':
      return { start, end, kind: 'dictionary', entries: entries(reader.items(cursor)) };
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return comprehension(reader, cursor);
    case 'UnaryExpression': {
      const items = reader.items(cursor);
      const operand = items.at(-1)?.expression;
      const sign = items[0];
      return (
        operand && sign && { start, end, kind: 'unary', operator: source(reader, sign), operand }
      );
    }
    case 'BinaryExpression': {
      const items = reader.items(cursor);
      const [left, right] = expressionsOf(items);
      const operator = items
        .filter((item) => !item.expression)
        .map((item) => source(reader, item))
        .join(' ');
      return left && right ? { start, end, kind: 'binary', operator, left, right } : left;
    }
    case 'ConditionalExpression': {
      const [yes, test, no] = expressionsOf(reader.items(cursor));
      return yes && test && no ? { start, end, kind: 'conditional', test, yes, no } : yes;
    }
    case 'LambdaExpression': {
      let parameters: Parameter[] = [];
      let value: Expression | undefined;
      forEachChild(cursor, () => {
        if (cursor.name === 'ParamList') parameters = reader.parameters(cursor);
        else value = readPythonExpression(reader, cursor) ?? value;
      });
      const body = {
        start,
        end,
        statements: value ? [{ start, end, kind: 'return' as const, value }] : [],
      };
      return { start, end, kind: 'function', parameters, body };
    }
    case 'NamedExpression': {
      const [target, value] = expressionsOf(reader.items(cursor));
      return target && value ? { start, end, kind: 'binding', target, value } : target;
    }
    case 'AwaitExpression':
      return expressionsOf(reader.items(cursor))[0];
    case 'FormatString':
    case 'FormatReplacement':
    case 'YieldExpression':
      return { start, end, kind: 'other', parts: expressionsOf(reader.items(cursor)) };
    case '⚠': {
      const parts = expressionsOf(reader.items(cursor));
      return parts.length === 1
        ? parts[0]
        : parts.length
          ? { start, end, kind: 'other', parts }
          : undefined;
    }
    default:
      return undefined;
  }
}

function source(reader: PythonReader, { start, end }: Item): string {
  return reader.text.slice(start - reader.base, end - reader.base);
}

/** Escapes are left as they stand: no name of an activation has one. */
function unquote(literal: string): string {
  const [, quote = '', rest = ''] = /^[a-zA-Z]*("""|'''|"|')([^]*)$/.exec(literal) ?? [];
  return rest.endsWith(quote) ? rest.slice(0, rest.length - quote.length) : rest;
}

function memberExpression(reader: PythonReader, cursor: TreeCursor): Expression | undefined {
  const start = cursor.from + reader.base;
  const end = cursor.to + reader.base;
  let object: Expression | undefined;
  let property: { text: string; start: number } | undefined;
  const keys: Item[] = [];
  forEachChild(cursor, () => {
    if (!object) object = readPythonExpression(reader, cursor);
    else if (cursor.name === 'PropertyName')
      property = { text: reader.slice(cursor), start: cursor.from + reader.base };
    else {
      const expression = readPythonExpression(reader, cursor);
      keys.push({
        name: cursor.name,
        start: cursor.from + reader.base,
        end: cursor.to + reader.base,
        expression,
      });
    }
  });
  if (!object) return undefined;
  if (property)
    return {
      start,
      end,
      kind: 'member',
      object,
      property: property.text,
      propertyStart: property.start,
    };
  const [before = [], after, step] = splitItems(keys, ':');
  const key = tupleOf(keys);
  if (key && !after) return { start, end, kind: 'index', object, key };
  const [from] = expressionsOf(before);
  const [to] = expressionsOf(after ?? []);
  if (after && !step)
    return { start, end, kind: 'slice', object, ...(from && { from }), ...(to && { to }) };
  // `6.` before a bracket
  if (object.kind === 'number' && !keys.some(({ expression }) => expression))
    return { ...object, end };
  // `nn.` while typing, or a slice with a step.
  return { start, end, kind: 'other', parts: [object, ...expressionsOf(keys)] };
}

function listItems(items: readonly Item[]): Expression[] {
  return items.flatMap(({ expression }, index): Expression[] => {
    const star = items[index - 1];
    if (!expression) return [];
    if (star?.name !== '*') return [expression];
    return [{ kind: 'spread', value: expression, start: star.start, end: expression.end }];
  });
}

function entries(items: readonly Item[]): Entry[] {
  return splitItems(items, ',').flatMap((run): Entry[] => {
    const [first, second] = expressionsOf(run);
    if (!first) return [];
    if (!second) return [{ value: first, start: first.start, end: first.end }];
    return [{ key: first, value: second, start: first.start, end: second.end }];
  });
}

function comprehension(reader: PythonReader, cursor: TreeCursor): Expression | undefined {
  const start = cursor.from + reader.base;
  const end = cursor.to + reader.base;
  const items = reader.items(cursor);
  const [head = [], ...tails] = splitItems(items, 'for');
  // Of a dictionary, the value: keys name no activation.
  const element = expressionsOf(head).at(-1);
  if (!element) return undefined;
  const clauses: { target: Expression; iterable: Expression }[] = [];
  const conditions: Expression[] = [];
  for (const tail of tails) {
    const [clause = [], ...tests] = splitItems(tail, 'if');
    const [before = [], after = []] = splitItems(clause, 'in');
    const target = tupleOf(before);
    const iterable = tupleOf(after);
    if (target && iterable) clauses.push({ target, iterable });
    for (const test of tests) conditions.push(...expressionsOf(test));
  }
  return {
    start,
    end,
    kind: 'comprehension',
    element,
    clauses,
    conditions,
  };
}
