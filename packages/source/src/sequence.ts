import { stringOf, unknown, type Made, type Value } from './value.ts';

const sequential =
  /^(torch\.nn|keras|keras\.layers|flax\.(linen|nnx)|haiku)\.Sequential$|^tf\.sequential$/;

export function isSequence(name: string): boolean {
  return sequential.test(name);
}

/** The layers of a sequence: listed, by name in an OrderedDict, or added later. */
export function itemsOf(made: Made): Value[] {
  const { positional, keywords, complete } = made.given();
  const listed =
    keywords.get('layers') ??
    (positional.length === 1 && positional[0]?.kind === 'list' ? positional[0] : undefined);
  const items =
    listed?.kind === 'list'
      ? listed.items.map(unnamed)
      : listed
        ? [unknown]
        : positional[0]?.kind === 'dictionary'
          ? [...positional[0].entries.values()].filter(isPart)
          : positional.map(unnamed);
  return [...items, ...(complete ? [] : [unknown]), ...made.added];
}

/** `('fc1', nn.Linear(…))` */
function unnamed(item: Value): Value {
  if (item.kind !== 'list' || item.items.length !== 2 || stringOf(item.items[0]) === undefined)
    return item;
  return item.items[1] ?? unknown;
}

/** tf.sequential({ name: 'net' }) has no layers yet. */
function isPart(value: Value): boolean {
  return value.kind !== 'literal';
}
