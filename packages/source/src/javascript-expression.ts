import type { TreeCursor } from '@lezer/common';
import type { JavaScriptReader } from './javascript.ts';
import { expressionsOf, forEachChild, isNode, maxDepth, splitItems } from './tree-items.ts';
import type { Argument, Entry, Expression } from './syntax.ts';

/** Reads the expression under the cursor; undefined where it is on a word or sign. */
export function readJavaScriptExpression(
  reader: JavaScriptReader,
  cursor: TreeCursor,
): Expression | undefined {
  if (reader.depth >= maxDepth || !(isNode(cursor.name) || /^(this|null)$/.test(cursor.name)))
    return undefined;
  reader.depth += 1;
  const expression = read(reader, cursor);
  reader.depth -= 1;
  return expression;
}

function read(reader: JavaScriptReader, cursor: TreeCursor): Expression | undefined {
  const span = reader.span(cursor);
  switch (cursor.name) {
    case 'VariableName':
    case 'VariableDefinition':
    case 'this':
      return { ...span, kind: 'name', name: reader.slice(cursor) };
    case 'Number': {
      const value = Number(reader.slice(cursor).replaceAll('_', ''));
      return Number.isNaN(value)
        ? { ...span, kind: 'other', parts: [] }
        : { ...span, kind: 'number', value };
    }
    case 'String':
      return { ...span, kind: 'string', value: reader.slice(cursor).slice(1, -1) };
    case 'TemplateString': {
      const parts = expressionsOf(reader.items(cursor));
      if (parts.length) return { ...span, kind: 'other', parts };
      return { ...span, kind: 'string', value: reader.slice(cursor).slice(1, -1) };
    }
    case 'BooleanLiteral':
      return { ...span, kind: 'constant', value: reader.slice(cursor) === 'true' };
    case 'null':
      return { ...span, kind: 'constant', value: null };
    case 'MemberExpression':
      return memberExpression(reader, cursor);
    case 'CallExpression':
    case 'NewExpression': {
      let callee: Expression | undefined;
      let given: Argument[] = [];
      forEachChild(cursor, () => {
        if (cursor.name === 'ArgList') given = reader.arguments(cursor);
        else if (!cursor.name.startsWith('Type'))
          callee ??= readJavaScriptExpression(reader, cursor);
      });
      return callee && { ...span, kind: 'call', callee, arguments: given };
    }
    case 'DynamicImport': {
      const given = expressionsOf(reader.items(cursor)).map((value) => ({
        value,
        start: value.start,
        end: value.end,
      }));
      return {
        ...span,
        kind: 'call',
        callee: { ...span, kind: 'name', name: 'require' },
        arguments: given,
      };
    }
    case 'ArrayExpression':
    case 'ArrayPattern':
      return { ...span, kind: 'list', items: reader.arguments(cursor).map(({ value }) => value) };
    case 'ObjectExpression':
    case 'ObjectPattern': {
      const entries: Entry[] = [];
      forEachChild(cursor, () => {
        const entry = property(reader, cursor);
        if (entry) entries.push(entry);
      });
      return { ...span, kind: 'dictionary', entries };
    }
    case 'UnaryExpression': {
      const items = reader.items(cursor);
      const [sign] = items;
      const operand = items.at(-1)?.expression;
      return (
        operand &&
        sign && {
          ...span,
          kind: 'unary',
          operator: reader.text.slice(sign.start, sign.end),
          operand,
        }
      );
    }
    case 'BinaryExpression': {
      const items = reader.items(cursor);
      const [left, right] = expressionsOf(items);
      const sign = items.find((item) => !item.expression);
      // `value as Type` leaves one operand.
      if (!left || !right || !sign) return left;
      return {
        ...span,
        kind: 'binary',
        operator: reader.text.slice(sign.start, sign.end),
        left,
        right,
      };
    }
    case 'ConditionalExpression': {
      const [test, yes, no] = expressionsOf(reader.items(cursor));
      return test && yes && no ? { ...span, kind: 'conditional', test, yes, no } : test;
    }
    case 'AssignmentExpression': {
      const items = reader.items(cursor);
      const [target, value] = expressionsOf(items);
      const update = items.find((item) => item.name === 'UpdateOp');
      if (!target || !value) return target;
      if (!update) return { ...span, kind: 'binding', target, value };
      const operator = reader.text.slice(update.start, update.end - 1);
      return {
        ...span,
        kind: 'binding',
        target,
        value: { ...span, kind: 'binary', operator, left: target, right: value },
      };
    }
    case 'ArrowFunction':
    case 'FunctionExpression': {
      const { parameters, body } = reader.functionParts(cursor);
      return { ...span, kind: 'function', parameters, body };
    }
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'PostfixExpression':
    case 'SequenceExpression':
    case 'ClassExpression':
    case 'Interpolation':
    case 'JSXElement':
    case 'JSXSelfClosingTag':
    case 'JSXOpenTag':
    case 'JSXAttribute':
    case 'JSXEscape': {
      const parts = expressionsOf(reader.items(cursor));
      return parts.length === 1 ? parts[0] : { ...span, kind: 'other', parts };
    }
    default:
      return undefined;
  }
}

function memberExpression(reader: JavaScriptReader, cursor: TreeCursor): Expression | undefined {
  const span = reader.span(cursor);
  let object: Expression | undefined;
  let key: Expression | undefined;
  let name: { text: string; start: number } | undefined;
  forEachChild(cursor, () => {
    if (!object) object = readJavaScriptExpression(reader, cursor);
    else if (cursor.name === 'PropertyName')
      name = { text: reader.slice(cursor), start: cursor.from };
    else key ??= readJavaScriptExpression(reader, cursor);
  });
  if (!object) return undefined;
  if (name)
    return {
      ...span,
      kind: 'member',
      object,
      property: name.text,
      propertyStart: name.start,
    };
  return key
    ? { ...span, kind: 'index', object, key }
    : { ...span, kind: 'other', parts: [object] };
}

/** `key: value`, `key`, `'key': value`, `...rest`, `key = fallback`, or a method. */
function property(reader: JavaScriptReader, cursor: TreeCursor): Entry | undefined {
  if (cursor.name !== 'Property' && cursor.name !== 'PatternProperty') return undefined;
  const span = reader.span(cursor);
  const items = reader.items(cursor);
  const [before = [], after = []] = splitItems(items, ':');
  const name = before.find(
    (item) => item.name === 'PropertyDefinition' || item.name === 'PropertyName',
  );
  const key: Expression | undefined = name
    ? {
        kind: 'string',
        value: reader.text.slice(name.start, name.end),
        start: name.start,
        end: name.end,
      }
    : expressionsOf(before)[0];
  const [value] = expressionsOf(after);
  if (items.some((item) => item.name === 'Spread')) return key && { ...span, value: key };
  if (key && value) return { ...span, key, value };
  // A shorthand: the name is the key and the variable.
  const [target] = expressionsOf(before);
  const variable: Expression | undefined =
    target ??
    (name && {
      kind: 'name',
      name: reader.text.slice(name.start, name.end),
      start: name.start,
      end: name.end,
    });
  if (variable?.kind !== 'name' || items.some((item) => item.name === 'ParamList'))
    return undefined;
  return {
    ...span,
    key: { kind: 'string', value: variable.name, start: variable.start, end: variable.end },
    value: variable,
  };
}
