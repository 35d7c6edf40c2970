import { activations, type Activation, type Framework, type FrameworkName } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';

export const frameworkLabels: { readonly [framework in Framework]: string } = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  jax: 'JAX',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
  huggingface: 'Hugging Face',
};

/** One name of a framework with the function that it means by default. */
interface Meaning {
  readonly activation: Activation;
  readonly framework: Framework;
  readonly entry: FrameworkName;
}

let byLastWord: ReadonlyMap<string, readonly Meaning[]> | undefined;

/**
 * What other frameworks mean by the same word where they mean something else: another function, or
 * other values where nothing is written.
 *
 * @param name the full name used here, such as `keras.layers.LeakyReLU`
 */
export function describeDifferences(
  activation: Activation,
  framework: Framework,
  name: string,
  t: Translate,
): string[] {
  byLastWord ??= indexMeanings();
  const others = (byLastWord.get(lastWord(name)) ?? []).filter((each) => each.entry.name !== name);
  return [
    ...otherFunctions(activation, others, t),
    ...otherDefaults(activation, framework, name, others, t),
  ];
}

function otherFunctions(here: Activation, others: readonly Meaning[], t: Translate): string[] {
  const same = new Set(
    others.filter(({ activation }) => isSameCurve(activation, here)).map((each) => each.framework),
  );
  const different = others.filter(({ activation }) => !isSameCurve(activation, here));
  return [...groupBy(different, ({ activation }) => activation.name)].map(([meant, group]) => {
    const places = group.map(({ framework, entry }) =>
      // Where both meanings live in one framework, it is the name that tells.
      same.has(framework) ? entry.name : frameworkLabels[framework],
    );
    return t('{0} by default in {1}', meant, joinAnd(unique(places), t));
  });
}

/** Places at which two curves that are not the same differ. */
const probes = [-4, -1.5, -0.5, 0.25, 1, 3];

/** Two records may describe one curve: Swish with β = 1 is SiLU. */
function isSameCurve(one: Activation, other: Activation): boolean {
  return (
    one.id === other.id ||
    probes.every((x) => Math.abs(one.value(x) - other.value(x)) <= 1e-12 * (1 + Math.abs(x)))
  );
}

/** Only where the default is used: what is written means the same everywhere. */
function otherDefaults(
  here: Activation,
  framework: Framework,
  name: string,
  others: readonly Meaning[],
  t: Translate,
): string[] {
  const own = here.record.names[framework]?.find((entry) => entry.name === name);
  const same = others.filter(({ activation }) => activation.id === here.id);
  return Object.entries(here.parameters).flatMap(([parameter, value]) => {
    if (!own || defaultOf(own, parameter) !== value) return [];
    const byFramework = groupBy(
      same.filter(({ entry }) => defaultOf(entry, parameter) !== undefined),
      (each) => each.framework,
    );
    const differing = [...byFramework].flatMap(([other, meanings]) => {
      const values = unique(
        meanings.map(({ entry }) => defaultOf(entry, parameter) as number),
      ).filter((each) => other !== framework || each !== value);
      if (values.length === 0 || (values.length === 1 && values[0] === value)) return [];
      const label = frameworkLabels[other];
      return [
        {
          values: joinOr(
            values.map((each) => formatNumber(each)),
            t,
          ),
          label: other === framework ? t('other parts of {0}', label) : label,
        },
      ];
    });
    const groups = [...groupBy(differing, ({ values }) => values)].map(([values, group]) =>
      t(
        '{0} in {1}',
        values,
        joinAnd(
          group.map(({ label }) => label),
          t,
        ),
      ),
    );
    return groups.length === 0 ? [] : [t('the default here; {0}', groups.join(', '))];
  });
}

function defaultOf({ parameters }: FrameworkName, parameter: string): number | undefined {
  const entry = (
    parameters as
      | Readonly<Record<string, readonly [string | null, number | null, ...string[]]>>
      | undefined
  )?.[parameter];
  return entry?.[1] ?? undefined;
}

function indexMeanings(): Map<string, Meaning[]> {
  const meanings = [...activations.values()].flatMap((activation) =>
    Object.entries(activation.record.names).flatMap(([framework, entries]) =>
      (entries ?? [])
        .filter(isDefaultMeaning)
        .map((entry): Meaning => ({ activation, framework: framework as Framework, entry })),
    ),
  );
  return groupBy(meanings, ({ entry }) => lastWord(entry.name));
}

function isDefaultMeaning({ when = {} }: FrameworkName): boolean {
  return Object.values(when).every(([value, fallback]) => value === fallback);
}

/** `torch.nn.LeakyReLU` and `jax.nn.leaky_relu` share the word `leakyrelu`. */
function lastWord(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replaceAll('_', '');
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function joinAnd(words: readonly string[], t: Translate): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : t('{0} and {1}', words.slice(0, -1).join(', '), last);
}

function joinOr(words: readonly string[], t: Translate): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : t('{0} or {1}', words.slice(0, -1).join(', '), last);
}
