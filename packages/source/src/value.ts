import type { Framework } from '@actigrad/core';
import type { Initializer, Trace } from './trace.ts';
import type { ClassStatement, FunctionExpression, FunctionStatement, Span } from './syntax.ts';

/** What an expression is found to be without running it. */
export type Value =
  | Unknown
  | Literal
  | SymbolValue
  | Made
  | PartialValue
  | NamedString
  | ListValue
  | DictionaryValue
  | FunctionValue
  | ClassValue
  | Instance
  | Method
  | Tensor;

/** `at` tells what could not be found out, where that is worth telling. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly at?: Span;
  readonly why?: string;
}

export interface Literal {
  readonly kind: 'literal';
  readonly value: number | string | boolean | null;
}

/** What an import leads to, by its current name. */
export interface SymbolValue {
  readonly kind: 'symbol';
  readonly name: string;
  /** The import was not seen: the name is what it is usually called. */
  readonly assumed: boolean;
  readonly at: Span;
}

/** What calling a symbol gives. */
export interface Made {
  readonly kind: 'made';
  readonly symbol: SymbolValue;
  readonly given: () => Given;
  readonly at: Span;
  /** Layers added by `add` after it was made. */
  readonly added: Value[];
  /** What its weights and bias were filled with after it was made. */
  readonly filled: Map<string, Filling>;
}

/** What fills a weight, and the call that says so. */
interface Filling {
  readonly initializer: Initializer;
  readonly at: Span;
}

interface PartialValue {
  readonly kind: 'partial';
  readonly of: Value;
  readonly given: () => Given;
  readonly at: Span;
}

/** What a framework gives for a string. */
interface NamedString {
  readonly kind: 'named';
  readonly framework: Framework;
  readonly name: string;
  readonly at: Span;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: Value[];
}

interface DictionaryValue {
  readonly kind: 'dictionary';
  readonly entries: Map<string, Value>;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionStatement | FunctionExpression;
  readonly environment: Environment;
  /** The object whose method it is. */
  readonly self?: Instance;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassStatement;
  readonly environment: Environment;
}

/** An object of a class of the file; `self` has no arguments. */
export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassValue;
  readonly given?: () => Given;
  readonly at: Span;
  /** Set where the constructor was run. */
  readonly attributes?: Map<string, Value>;
}

/** A member of something that is not ours to know. */
export interface Method {
  readonly kind: 'method';
  readonly object: Value;
  readonly name: string;
}

/** The output of a layer of a trace, by its index; -1 is the input. */
export interface Tensor {
  readonly kind: 'tensor';
  readonly trace: Trace;
  readonly layer: number;
  /** It went through something beside the trace since. */
  readonly isBranch?: true;
}

export interface Given {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** False where a spread may have given more. */
  readonly complete: boolean;
}

export const nothingGiven: Given = { positional: [], keywords: new Map(), complete: true };

/** Where names have their values. */
export interface Environment {
  readonly language: 'python' | 'javascript';
  lookup(name: string, at: number): Value;
  /** A member of an object of a class of the file. */
  attribute(of: Instance | ClassValue, name: string): Value;
  /** The value of a call; undefined leaves it to what calls mean everywhere. */
  call?(callee: Value, given: Given, at: Span): Value | undefined;
  /** The value of an operator, likewise. */
  operate?(left: Value, operator: string, right: Value, at: Span): Value | undefined;
}

export const unknown: Unknown = { kind: 'unknown' };

export function literal(value: Literal['value']): Literal {
  return { kind: 'literal', value };
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** The last word of a dotted name. */
export function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether two values are known to be the same. */
export function isSame(a: Value, b: Value): boolean {
  if (a.kind === 'symbol' && b.kind === 'symbol') return a.name === b.name;
  if (a.kind === 'literal' && b.kind === 'literal') return a.value === b.value;
  if (a.kind === 'made' && b.kind === 'made')
    return a.symbol.name === b.symbol.name && isSameGiven(a.given(), b.given());
  return false;
}

export function isSameGiven(a: Given, b: Given): boolean {
  return (
    a.positional.length === b.positional.length &&
    a.keywords.size === b.keywords.size &&
    a.positional.every((value, index) => isSame(value, b.positional[index] ?? unknown)) &&
    [...a.keywords].every(([name, value]) => isSame(value, b.keywords.get(name) ?? unknown))
  );
}
