import type { Framework } from '@actigrad/core';
import { isActivationKey, isHuggingFaceKey } from './activation-key.ts';
import { readActivation, type ActivationReading } from './activation-of.ts';
import { evaluate, evaluateArguments } from './evaluate.ts';
import type { FoundUse } from './found-use.ts';
import { namedByString } from './names.ts';
import type { Scope } from './scope.ts';
import type { StringArgument } from './string-arguments.ts';
import type { CallExpression, Expression, Span } from './syntax.ts';
import { numberOf, stringOf, type Given } from './value.ts';

/** Finds the strings that name an activation, where a keyword or a call takes one. */
export class StringFinder {
  readonly #imported: ReadonlySet<Framework>;
  readonly #uses: FoundUse[];

  /** What is found is added to `uses`. */
  constructor(imported: ReadonlySet<Framework>, uses: FoundUse[]) {
    this.#imported = imported;
    this.#uses = uses;
  }

  /** The value of a keyword where the callee does not say whose names it takes. */
  inferred(key: string, value: Expression, scope: Scope): void {
    this.keyword(key, value, this.frameworkOfKey(key), true, scope);
  }

  /** The value of a keyword that takes activations; one that is not a string is found by its name. */
  keyword(
    key: string,
    value: Expression,
    framework: Framework | undefined,
    assumed: boolean,
    scope: Scope,
  ): void {
    if (!framework || !isActivationKey(key)) return;
    this.#strings(value, framework, assumed, scope);
  }

  #strings(value: Expression, framework: Framework, assumed: boolean, scope: Scope): void {
    if (value.kind === 'list') {
      for (const item of value.items) this.#strings(item, framework, assumed, scope);
      return;
    }
    if (value.kind === 'conditional') {
      this.#strings(value.yes, framework, assumed, scope);
      this.#strings(value.no, framework, assumed, scope);
      return;
    }
    if (value.kind === 'call' || value.kind === 'function' || value.kind === 'dictionary') return;
    const string = value.kind === 'string' ? value.value : stringOf(evaluate(value, scope));
    if (string === undefined) return;
    let named = namedByString(string, framework);
    if (!named.length && framework === 'pytorch') named = namedByString(string, 'huggingface');
    const reading = readActivation(named, undefined, 0, assumed);
    if (reading) this.#add(value, reading);
  }

  /** Says whether there was a string, of an activation or not. */
  known(
    value: Expression,
    known: StringArgument,
    call: CallExpression,
    assumed: boolean,
    scope: Scope,
  ): boolean {
    const string = stringOf(evaluate(value, scope));
    if (string === undefined) return false;
    const named = namedByString(string, known.framework);
    const given = evaluateArguments(call.arguments, scope);
    const shared = known.sharesArguments ? { ...given, positional: [] } : undefined;
    const reading = readActivation(named, shared, 0, assumed);
    if (reading)
      this.#add(value, known.parameter ? withParameter(reading, given, known.parameter) : reading);
    return true;
  }

  /** What a string under this key would be a name of, where the callee does not say. */
  frameworkOfKey(key: string): Framework | undefined {
    if (!isActivationKey(key)) return undefined;
    if (isHuggingFaceKey(key) && !this.#imported.has('keras')) return 'huggingface';
    if (this.#imported.size === 1) return [...this.#imported][0];
    // Models of transformers are written in PyTorch; the strings are those of transformers.
    return this.#imported.has('huggingface') && this.#imported.size === 2
      ? 'huggingface'
      : undefined;
  }

  #add(value: Expression, reading: ActivationReading): void {
    const { start, end } = value;
    const { start: from, end: to } = withoutQuotes(value);
    this.#uses.push({ start, end, word: { start: from, end: to }, reading });
  }
}

function withParameter(
  reading: ActivationReading,
  given: Given,
  [keyword, position, fallback]: NonNullable<StringArgument['parameter']>,
): ActivationReading {
  const [parameter, ...others] = Object.keys(reading.parameters);
  if (parameter === undefined || others.length) return reading;
  const written = given.keywords.get(keyword) ?? given.positional[position];
  if (!written)
    return fallback === null ? reading : { ...reading, parameters: { [parameter]: fallback } };
  const value = numberOf(written);
  if (value === undefined)
    return { ...reading, parameters: {}, unread: [...reading.unread, parameter] };
  return { ...reading, parameters: { [parameter]: value } };
}

function withoutQuotes(value: Expression): Span {
  if (value.kind !== 'string' || value.end - value.start !== value.value.length + 2) return value;
  return { start: value.start + 1, end: value.end - 1 };
}
