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
      parameters: literals({ positional: [], keywords, complete: true }, []),
    };
  }
  if (value.kind === 'made')
    return { name: word(value.symbol.name), parameters: literals(value.given(), []) };
  return undefined;
}

/** `torch.nn.init.kaiming_normal_(weight, a=0.2)`; the first argument is what it fills. */
export function filledBy(name: string, given: Given): Initializer {
  const { positional, keywords } = given;
  const rest = { positional: positional.slice(1), keywords, complete: given.complete };
  return { name: word(name), parameters: literals(rest, fillArguments[lastWord(name)] ?? []) };
}

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

function literals(
  { positional, keywords }: Given,
  order: readonly string[],
): { [name: string]: number | string } {
  const named: [string, Value][] = [
    ...positional.flatMap((value, index): [string, Value][] =>
      order[index] === undefined ? [] : [[order[index], value]],
    ),
    ...keywords,
  ];
  return Object.fromEntries(
    named.flatMap(([name, value]) =>
      value.kind === 'literal' &&
      (typeof value.value === 'number' || typeof value.value === 'string')
        ? [[name, value.value]]
        : [],
    ),
  );
}
