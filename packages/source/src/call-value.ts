import { currentName } from './frameworks.ts';
import type { Span } from './syntax.ts';
import {
  literal,
  numberOf,
  stringOf,
  unknown,
  type Environment,
  type Given,
  type SymbolValue,
  type Value,
} from './value.ts';

/** Longer loops and lists are not written out; nobody writes a thousand layers one by one. */
export const maxUnrolled = 1000;

/** What calls give that need no layers to be followed. */
export function callValue(
  callee: Value,
  given: () => Given,
  span: Span,
  environment: Environment,
): Value {
  const at = { start: span.start, end: span.end };
  switch (callee.kind) {
    case 'symbol':
      return callSymbol(callee, given, at, environment);
    case 'partial': {
      if (callee.of.kind !== 'symbol' || !/(^|\.)[A-Z]\w*$/.test(callee.of.name)) return unknown;
      return {
        kind: 'made',
        symbol: callee.of,
        given: () => merge(callee.given(), given()),
        at,
        added: [],
        filled: new Map(),
      };
    }
    case 'class':
      return { kind: 'instance', of: callee, given, at };
    case 'unknown':
    case 'literal':
    case 'made':
    case 'named':
    case 'list':
    case 'dictionary':
    case 'function':
    case 'instance':
    case 'method':
    case 'tensor':
      break;
  }
  return unknown;
}

function callSymbol(
  symbol: SymbolValue,
  given: () => Given,
  at: Span,
  environment: Environment,
): Value {
  switch (symbol.name) {
    case 'functools.partial': {
      const [of = unknown, ...positional] = given().positional;
      const added = (): Given => ({ ...given(), positional });
      if (of.kind === 'partial') return { ...of, given: () => merge(of.given(), added()), at };
      return { kind: 'partial', of, given: added, at };
    }
    case 'builtins.getattr': {
      const [object, name, fallback] = given().positional;
      const property = stringOf(name);
      return object?.kind === 'symbol' && property !== undefined
        ? memberOf(object, property, at, environment)
        : (fallback ?? unknown);
    }
    case 'builtins.dict':
      return { kind: 'dictionary', entries: new Map(given().keywords) };
    case 'builtins.list':
    case 'builtins.tuple': {
      const [items] = given().positional;
      return items
        ? items.kind === 'list'
          ? { kind: 'list', items: [...items.items] }
          : unknown
        : { kind: 'list', items: [] };
    }
    case 'builtins.len': {
      const [items] = given().positional;
      return items?.kind === 'list' ? literal(items.items.length) : unknown;
    }
    case 'builtins.zip': {
      const lists = given().positional.map((list) =>
        list.kind === 'list' ? list.items : undefined,
      );
      if (!lists.length || lists.includes(undefined)) return unknown;
      const rows = lists.filter((list) => list !== undefined);
      const length = Math.min(...rows.map((list) => list.length));
      return {
        kind: 'list',
        items: Array.from({ length }, (_, row) => ({
          kind: 'list',
          items: rows.map((list) => list[row] ?? unknown),
        })),
      };
    }
    case 'builtins.enumerate': {
      const [items] = given().positional;
      if (items?.kind !== 'list') return unknown;
      return {
        kind: 'list',
        items: items.items.map((item, index) => ({ kind: 'list', items: [literal(index), item] })),
      };
    }
    case 'builtins.range':
      return range(given().positional.map(numberOf));
    case 'builtins.require': {
      const module = stringOf(given().positional[0]);
      return module === undefined
        ? unknown
        : { kind: 'symbol', name: currentName(module), assumed: false, at };
    }
    case 'importlib.import_module': {
      const module = stringOf(given().positional[0]);
      return module === undefined
        ? unknown
        : { kind: 'symbol', name: currentName(module), assumed: false, at };
    }
    default:
      return { kind: 'made', symbol, given, at, added: [], filled: new Map() };
  }
}

function merge(before: Given, after: Given): Given {
  return {
    positional: [...before.positional, ...after.positional],
    keywords: new Map([...before.keywords, ...after.keywords]),
    complete: before.complete && after.complete,
  };
}

function range([first, second, step = 1]: readonly (number | undefined)[]): Value {
  const start = second === undefined ? 0 : first;
  const end = second === undefined ? first : second;
  if (start === undefined || end === undefined || !step) return unknown;
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (!(count <= maxUnrolled)) return unknown;
  return {
    kind: 'list',
    items: Array.from({ length: count }, (_, index) => literal(start + index * step)),
  };
}

export function memberOf(
  object: Value,
  property: string,
  at: Span,
  environment: Environment,
): Value {
  switch (object.kind) {
    case 'symbol': {
      const span = { start: at.start, end: at.end };
      return {
        kind: 'symbol',
        name: currentName(`${object.name}.${property}`),
        assumed: object.assumed,
        at: span,
      };
    }
    case 'instance':
    case 'class': {
      const value = environment.attribute(object, property);
      return value.kind === 'unknown' && !value.at
        ? { kind: 'method', object, name: property }
        : value;
    }
    case 'dictionary':
      return object.entries.get(property) ?? { kind: 'method', object, name: property };
    case 'unknown':
    case 'literal':
    case 'made':
    case 'partial':
    case 'named':
    case 'list':
    case 'function':
    case 'method':
    case 'tensor':
      break;
  }
  return { kind: 'method', object, name: property };
}
