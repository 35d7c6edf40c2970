import { literal, numberOf, unknown, type Value } from './value.ts';

const operations: {
  readonly [operator: string]: (left: number, right: number) => number | boolean;
} = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '//': (left, right) => Math.floor(left / right),
  '%': (left, right) => left - right * Math.floor(left / right),
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

/** Lists longer than this are not multiplied out. */
const maxItems = 1000;

/** What an operator gives for values that are written out; unknown for all others. */
export function calculate(left: Value, operator: string, right: Value): Value {
  const a = numberOf(left);
  const b = numberOf(right);
  const operation = Object.hasOwn(operations, operator) ? operations[operator] : undefined;
  if (a !== undefined && b !== undefined && operation) return literal(operation(a, b));
  if (left.kind === 'list' && right.kind === 'list' && operator === '+') {
    return { kind: 'list', items: [...left.items, ...right.items] };
  }
  if (
    left.kind === 'list' &&
    b !== undefined &&
    operator === '*' &&
    left.items.length * b <= maxItems
  ) {
    return {
      kind: 'list',
      items: Array.from({ length: Math.max(0, Math.floor(b)) }, () => left.items).flat(),
    };
  }
  return compare(left, operator, right);
}

/** `is None`, `==` and their opposites. */
function compare(left: Value, operator: string, right: Value): Value {
  const positive = /^(is|===?)$/.test(operator);
  const negative = /^(is not|!==?)$/.test(operator);
  if (!positive && !negative) return unknown;
  if (left.kind === 'literal' && right.kind === 'literal')
    return literal((left.value === right.value) === positive);
  if ((isSomething(left) && isNothing(right)) || (isNothing(left) && isSomething(right))) {
    return literal(negative);
  }
  return unknown;
}

/** What was made is something, so it is not None. */
function isSomething({ kind }: Value): boolean {
  return kind === 'made' || kind === 'instance' || kind === 'tensor';
}

function isNothing(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}
