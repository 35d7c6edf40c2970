import type { Initializer } from './trace.ts';
import { lastWord, type Given, type Value } from './value.ts';

/** What fills weights: a string `'he_normal'`, a class or function, or a call of one. */
export function initializerOf(value: Value): Initializer | undefined {
  if (value.kind === 'literal' && typeof value.value === 'string')
    return { name: word(value.value), parameters: {} };
  if (value.kind === 'symbol') return { name: word(value.name), parameters: {} };
  if (value.kind === 'dictionary') {
    // As Keras writes it to JSON.
    const name = value.entries.get('class_name');
    const config = value.entries.get('config');
    if (name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
    const keywords = config?.kind === 'dictionary' ? config.entries : new Map<string, Value>();
    return {
      name: word(name.value),
      ...argumentsIn({ positional: [], keywords, complete: true }, []),
    };
  }
  if (value.kind === 'made') {
    const name = word(value.symbol.name);
    return { name, ...argumentsIn(value.given(), madeArguments[name] ?? []) };
  }
  return undefined;
}

/** `torch.nn.init.kaiming_normal_(weight, a=0.2)`; the first argument is what it fills. */
export function filledBy(name: string, given: Given): Initializer {
  const { positional, keywords } = given;
  const rest = { positional: positional.slice(1), keywords, complete: given.complete };
  return { name: word(name), ...argumentsIn(rest, fillArguments[lastWord(name)] ?? []) };
}

/** Arguments of Keras' initialisers by position. */
const madeArguments: { readonly [name: string]: readonly string[] } = {
  random_normal: ['mean', 'stddev'],
  truncated_normal: ['mean', 'stddev'],
  random_uniform: ['minval', 'maxval'],
  constant: ['value'],
  orthogonal: ['gain'],
  variance_scaling: ['scale', 'mode', 'distribution'],
};

/** Arguments by position after the tensor, for those that are written without a name. */
const fillArguments: { readonly [name: string]: readonly string[] } = {
  kaiming_normal_: ['a', 'mode', 'nonlinearity'],
  kaiming_uniform_: ['a', 'mode', 'nonlinearity'],
  xavier_normal_: ['gain'],
  xavier_uniform_: ['gain'],
  orthogonal_: ['gain'],
  normal_: ['mean', 'std'],
  trunc_normal_: ['mean', 'std', 'a', 'b'],
  uniform_: ['a', 'b'],
  constant_: ['val'],
};

/** `HeNormal`, `heNormal`, `he_normal` and `he_normal_` are one word. */
function word(name: string): string {
  return lastWord(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/_+$/, '');
}

function argumentsIn(
  { positional, keywords }: Given,
  order: readonly string[],
): Pick<Initializer, 'parameters' | 'unread'> {
  const parameters: { [name: string]: number | string } = {};
  const unread: string[] = [];
  const named = positional.map((value, index): [string, Value] => [
    order[index] ?? String(index),
    value,
  ]);
  for (const [name, value] of [...named, ...keywords]) {
    if (value.kind === 'dictionary') continue;
    if (value.kind !== 'literal') unread.push(name);
    else if (typeof value.value === 'number' || typeof value.value === 'string')
      parameters[name] = value.value;
  }
  return { parameters, ...(unread.length > 0 && { unread }) };
}
