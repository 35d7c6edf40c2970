import { calculate } from './arithmetic.ts';
import { callValue, maxUnrolled, memberOf } from './call-value.ts';
import type {
  Argument,
  CallExpression,
  ComprehensionExpression,
  Expression,
  Span,
} from './syntax.ts';
import {
  literal,
  numberOf,
  stringOf,
  unknown,
  type Environment,
  type Given,
  type Value,
} from './value.ts';

/** What the expression is, by the names of the environment; unknown where only running it would tell. */
export function evaluate(expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case 'name':
      return environment.lookup(expression.name, expression.start);
    case 'string':
    case 'number':
    case 'constant':
      return literal(expression.value);
    case 'member':
      return memberOf(
        evaluate(expression.object, environment),
        expression.property,
        expression,
        environment,
      );
    case 'index':
      return entryOf(
        evaluate(expression.object, environment),
        evaluate(expression.key, environment),
        expression,
      );
    case 'slice': {
      const object = evaluate(expression.object, environment);
      const from = expression.from ? numberOf(evaluate(expression.from, environment)) : 0;
      const to = expression.to ? numberOf(evaluate(expression.to, environment)) : Infinity;
      if (object.kind !== 'list' || from === undefined || to === undefined) return unknown;
      return { kind: 'list', items: object.items.slice(from, to) };
    }
    case 'call':
      return evaluateCall(expression, environment);
    case 'list':
      return { kind: 'list', items: evaluateItems(expression.items, environment) };
    case 'dictionary': {
      const entries = expression.entries.flatMap(({ key, value }): [string, Value][] => {
        const name = key && stringOf(evaluate(key, environment));
        return name === undefined ? [] : [[name, evaluate(value, environment)]];
      });
      return { kind: 'dictionary', entries: new Map(entries) };
    }
    case 'unary': {
      const operand = evaluate(expression.operand, environment);
      const number = numberOf(operand);
      if (number !== undefined && expression.operator === '-') return literal(-number);
      if (number !== undefined && expression.operator === '+') return operand;
      if (expression.operator === 'not' || expression.operator === '!') {
        const truth = truthOf(operand);
        return truth === undefined ? unknown : literal(!truth);
      }
      return unknown;
    }
    case 'binary': {
      const left = evaluate(expression.left, environment);
      const right = evaluate(expression.right, environment);
      return (
        environment.operate?.(left, expression.operator, right, expression) ??
        calculate(left, expression.operator, right)
      );
    }
    case 'conditional': {
      const truth = truthOf(evaluate(expression.test, environment));
      return truth === undefined
        ? unknown
        : evaluate(truth ? expression.yes : expression.no, environment);
    }
    case 'binding':
      return evaluate(expression.value, environment);
    case 'function':
      return { kind: 'function', node: expression, environment };
    case 'comprehension':
      return evaluateComprehension(expression, environment);
    case 'spread':
    case 'other':
      break;
  }
  return unknown;
}

export function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'literal') return Boolean(value.value);
  if (value.kind === 'list') return value.items.length > 0;
  return value.kind === 'made' || value.kind === 'instance' ? true : undefined;
}

function entryOf(object: Value, key: Value, at: Span): Value {
  const name = stringOf(key);
  if (object.kind === 'symbol' && /\.ACT2(FN|CLS)$/.test(object.name) && name !== undefined) {
    return { kind: 'named', framework: 'huggingface', name, at };
  }
  if (object.kind === 'dictionary' && name !== undefined)
    return object.entries.get(name) ?? unknown;
  const index = numberOf(key);
  if (object.kind === 'list' && index !== undefined) return object.items.at(index) ?? unknown;
  return unknown;
}

function evaluateItems(items: readonly Expression[], environment: Environment): Value[] {
  return items.flatMap((item): Value[] => {
    if (item.kind !== 'spread') return [evaluate(item, environment)];
    const spread = evaluate(item.value, environment);
    return spread.kind === 'list' ? spread.items : [unknown];
  });
}

/** The arguments of a call. A JavaScript object as first argument gives its entries by keyword too. */
export function evaluateArguments(list: readonly Argument[], environment: Environment): Given {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let complete = true;
  for (const { name, value } of list) {
    if (name !== undefined) {
      keywords.set(name, evaluate(value, environment));
    } else if (value.kind === 'spread') {
      const spread = evaluate(value.value, environment);
      if (spread.kind === 'list') positional.push(...spread.items);
      else if (spread.kind === 'dictionary')
        for (const [key, entry] of spread.entries) keywords.set(key, entry);
      else complete = false;
    } else {
      positional.push(evaluate(value, environment));
    }
  }
  const [first] = positional;
  if (environment.language === 'javascript' && first?.kind === 'dictionary') {
    for (const [key, entry] of first.entries) keywords.set(key, entry);
    if (list[0]?.value.kind === 'dictionary' && list[0].value.entries.some(({ key }) => !key))
      complete = false;
  }
  return { positional, keywords, complete };
}

function evaluateCall(expression: CallExpression, environment: Environment): Value {
  const callee = evaluate(expression.callee, environment);
  if (!environment.call) {
    let known: Given | undefined;
    return callValue(
      callee,
      () => (known ??= evaluateArguments(expression.arguments, environment)),
      expression,
      environment,
    );
  }
  const given = evaluateArguments(expression.arguments, environment);
  return (
    environment.call(callee, given, expression) ??
    callValue(callee, () => given, expression, environment)
  );
}

function evaluateComprehension(
  { element, clauses, conditions }: ComprehensionExpression,
  environment: Environment,
): Value {
  let environments = [environment];
  for (const { target, iterable } of clauses) {
    const next: Environment[] = [];
    for (const outer of environments) {
      const values = evaluate(iterable, outer);
      if (values.kind !== 'list') return unknown;
      for (const item of values.items) {
        const bound = new Map<string, Value>();
        bind(target, item, (name, value) => bound.set(name, value));
        next.push(overlay(outer, bound));
      }
      if (next.length > maxUnrolled) return unknown;
    }
    environments = next;
  }
  for (const condition of conditions) {
    const truths = environments.map((each) => truthOf(evaluate(condition, each)));
    if (truths.includes(undefined)) return unknown;
    environments = environments.filter((_, index) => truths[index]);
  }
  return { kind: 'list', items: environments.map((each) => evaluate(element, each)) };
}

function overlay(environment: Environment, bound: ReadonlyMap<string, Value>): Environment {
  return {
    language: environment.language,
    lookup: (name, at) => bound.get(name) ?? environment.lookup(name, at),
    attribute: (of, name) => environment.attribute(of, name),
    ...(environment.call && { call: environment.call.bind(environment) }),
    ...(environment.operate && { operate: environment.operate.bind(environment) }),
  };
}

/** Gives the names of a target, which may be a tuple, their values. */
export function bind(
  target: Expression,
  value: Value,
  set: (name: string, value: Value) => void,
): void {
  if (target.kind === 'name') set(target.name, value);
  if (target.kind === 'list') {
    target.items.forEach((part, index) =>
      bind(part, (value.kind === 'list' && value.items[index]) || unknown, set),
    );
  }
}
