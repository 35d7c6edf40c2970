import type { Framework } from '@actigrad/core';
import { evaluate, evaluateArguments } from './evaluate.ts';
import { isConstructor, namedBy, namedByString, type Named, type NameLanguage } from './names.ts';
import {
  nothingGiven,
  lastWord,
  numberOf,
  stringOf,
  unknown,
  type FunctionValue,
  type Given,
  type Value,
} from './value.ts';

/** An activation with its parameters, as some text gives it. */
export interface ActivationReading {
  /** Id in core. */
  readonly function: string;
  readonly framework: Framework;
  /** The framework's name for it, in full. */
  readonly name: string;
  /** By core's names: as written, else the default under that name. */
  readonly parameters: { readonly [name: string]: number };
  /** Parameters, and arguments that decide the function, of which the text does not give a value. */
  readonly unread: readonly string[];
  /** The framework was inferred: its import was not seen. */
  readonly assumed: boolean;
}

/**
 * Which activation the name stands for with these arguments, by the records' conditions.
 *
 * @param inputs how many positional arguments come before the parameters: 1 for a function of x
 */
export function readActivation(
  named: readonly Named[],
  given: Given = nothingGiven,
  inputs = 0,
  assumed = false,
): ActivationReading | undefined {
  const fitting = named.flatMap((each) => {
    const unread: string[] = [];
    const fits = each.conditions.every(({ argument, value, fallback }) => {
      const written = argumentOf(given, [argument], each.order, inputs);
      if (written && written.kind !== 'literal') unread.push(argument);
      // None, where it is not a value of its own, asks for the default.
      return (written?.kind === 'literal' ? (written.value ?? fallback) : fallback) === value;
    });
    return fits ? [{ each, unread, specificity: Object.keys(each.name.when ?? {}).length }] : [];
  });
  const best = fitting.toSorted((a, b) => b.specificity - a.specificity)[0];
  if (!best) return undefined;
  const { each, unread } = best;
  const parameters: Record<string, number> = {};
  for (const [parameter, { default: ours }] of Object.entries(each.record.parameters)) {
    const theirs = each.name.parameters?.[parameter];
    if (!theirs) {
      parameters[parameter] = ours;
      continue;
    }
    const [name, fallback, ...older] = theirs;
    const written =
      name === null ? undefined : argumentOf(given, [name, ...older], each.order, inputs);
    const value = written
      ? parameterOf(written)
      : given.complete || name === null
        ? fallback
        : null;
    if (value === null || value === undefined) unread.push(parameter);
    else parameters[parameter] = value;
  }
  const { framework, record } = each;
  return { function: record.id, framework, name: each.name.name, parameters, unread, assumed };
}

function argumentOf(
  given: Given,
  names: readonly string[],
  order: readonly string[],
  inputs: number,
): Value | undefined {
  for (const name of names) {
    const value = given.keywords.get(name);
    if (value) return value;
  }
  const position = order.indexOf(names[0] as string);
  return position < 0 ? undefined : given.positional[inputs + position];
}

/** A number, or what fills a trained parameter with one: `Constant(0.25)`, `'zeros'`. */
function parameterOf(value: Value): number | undefined {
  const word = stringOf(value);
  if (word !== undefined) return constantFillers[word.toLowerCase()];
  if (value.kind !== 'made') return numberOf(value);
  const filler = lastWord(value.symbol.name).toLowerCase().replaceAll('_', '');
  if (!/^constant(initializer)?$/.test(filler)) return constantFillers[filler];
  const { positional, keywords } = value.given();
  return (
    numberOf(keywords.get('value') ?? positional[0]) ??
    (positional.length + keywords.size === 0 ? 0 : undefined)
  );
}

const constantFillers: { readonly [name: string]: number } = { zeros: 0, zero: 0, ones: 1, one: 1 };

/** Calls that give the activation whose name, or itself, is their first argument or under that keyword. */
const wrappers: {
  readonly [name: string]: { readonly keyword: string; readonly framework: Framework };
} = {
  'keras.layers.Activation': { keyword: 'activation', framework: 'keras' },
  'keras.activations.get': { keyword: 'identifier', framework: 'keras' },
  'keras.activations.deserialize': { keyword: 'name', framework: 'keras' },
  'tf.layers.activation': { keyword: 'activation', framework: 'tfjs' },
  'transformers.activations.get_activation': {
    keyword: 'activation_string',
    framework: 'huggingface',
  },
};

/** The keyword, position and framework of the string that such a call takes; undefined for other calls. */
function wrapperOf(
  name: string,
): { readonly keyword: string; readonly framework: Framework } | undefined {
  return Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
}

/** The activation that a value is, where it is one: a class, a function, an object, or a string's meaning. */
export function activationOf(value: Value, language: NameLanguage): ActivationReading | undefined {
  switch (value.kind) {
    case 'symbol':
      return readActivation(namedBy(value.name, language), undefined, 0, value.assumed);
    case 'made': {
      const { name, assumed } = value.symbol;
      const wrapper = wrapperOf(name);
      if (wrapper) {
        const { positional, keywords } = value.given();
        const inner = keywords.get(wrapper.keyword) ?? positional[0] ?? unknown;
        const string = stringOf(inner);
        if (string === undefined) return activationOf(inner, language);
        return readActivation(namedByString(string, wrapper.framework), undefined, 0, assumed);
      }
      return isConstructor(name)
        ? readActivation(namedBy(name, language), value.given(), 0, assumed)
        : undefined;
    }
    case 'partial': {
      if (value.of.kind !== 'symbol') return activationOf(value.of, language);
      const { name, assumed } = value.of;
      return readActivation(
        namedBy(name, language),
        value.given(),
        isConstructor(name) ? 0 : 1,
        assumed,
      );
    }
    case 'named':
      return readActivation(namedByString(value.name, value.framework));
    case 'function':
      return activationOfFunction(value, language);
    case 'unknown':
    case 'literal':
    case 'list':
    case 'dictionary':
    case 'class':
    case 'instance':
    case 'method':
    case 'tensor':
      break;
  }
  return undefined;
}

/** `lambda x: F.leaky_relu(x, 0.2)` is the activation that it applies to its own parameter. */
function activationOfFunction(
  { node, environment }: FunctionValue,
  language: NameLanguage,
): ActivationReading | undefined {
  // A function with a name is the file's own, whatever it does.
  if ('name' in node) return undefined;
  const [statement, ...others] = node.body.statements;
  const [parameter, ...more] = node.parameters;
  if (!parameter || more.length || others.length || statement?.kind !== 'return') return undefined;
  const call = statement.value;
  if (call?.kind !== 'call') return undefined;
  const [input] = call.arguments;
  if (input?.value.kind !== 'name' || input.value.name !== parameter.name) return undefined;
  const callee = evaluate(call.callee, environment);
  if (callee.kind !== 'symbol' || isConstructor(callee.name)) return undefined;
  const named = namedBy(callee.name, language);
  return named.length
    ? readActivation(named, evaluateArguments(call.arguments, environment), 1, callee.assumed)
    : undefined;
}
