import {
  frameworks,
  type Activation,
  type ArgumentValue,
  type ArrayFunction,
  type Framework,
  type FrameworkName,
  type Kink,
} from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { code, table } from './markdown.ts';
import { oneSidedSlopes } from './one-sided-slopes.ts';

const labels: { readonly [framework in Framework]: string } = {
  pytorch: 'PyTorch',
  keras: 'Keras and TensorFlow',
  jax: 'JAX and Flax',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
  huggingface: 'Hugging Face',
};

/** What each framework calls the function, with its defaults; what is not as here says so. */
export function namesTable(named: Activation | ArrayFunction): string {
  const rows = frameworks.flatMap((framework) => {
    const names = named.record.names[framework] ?? [];
    const groups = groupByDefaults(names, (name) => describeDefaults(named, framework, name));
    return [...groups].map(([defaults, alike], index) => [
      index === 0 ? labels[framework] : '',
      alike.map(({ name }) => code(name)).join(', '),
      defaults,
    ]);
  });
  return rows.every(([, , defaults]) => defaults === '')
    ? table(
        ['Framework', 'Names'],
        rows.map((row) => row.slice(0, 2)),
      )
    : table(['Framework', 'Names', 'Defaults there'], rows);
}

/** Names of which the same is said share a row. */
function groupByDefaults(
  names: readonly FrameworkName[],
  describe: (name: FrameworkName) => string,
): Map<string, FrameworkName[]> {
  const groups = new Map<string, FrameworkName[]>();
  for (const name of names) {
    const defaults = describe(name);
    groups.set(defaults, [...(groups.get(defaults) ?? []), name]);
  }
  return groups;
}

function describeDefaults(
  named: Activation | ArrayFunction,
  framework: Framework,
  name: FrameworkName,
): string {
  return [
    ...conditions(name, framework),
    ...parameterDefaults(named, name),
    ...(named.kind === 'elementwise' ? kinkSlopes(named, name) : []),
  ].join('; ');
}

const differs = '**differs**';

/** Arguments that decide whether the name means this function. */
function conditions({ when = {} }: FrameworkName, framework: Framework): string[] {
  return Object.entries(when).map(([argument, [value, fallback]]) => {
    const here = code(`${argument}=${literal(value, framework)}`);
    return value === fallback
      ? `with ${here}, its default`
      : `only with ${here}; its default ${code(literal(fallback, framework))} ${differs}`;
  });
}

/** An argument as it is written in the framework's language. */
function literal(value: ArgumentValue, framework: Framework): string {
  const text = typeof value === 'string' ? `'${value}'` : String(value);
  if (framework === 'tfjs') return text;
  return { true: 'True', false: 'False', null: 'None' }[text] ?? text;
}

type FrameworkParameter = readonly [name: string | null, fallback: number | null, ...string[]];

function parameterDefaults(
  { record }: Activation | ArrayFunction,
  { parameters = {} }: FrameworkName,
): string[] {
  return Object.entries<FrameworkParameter | undefined>(parameters).flatMap(([ours, theirs]) => {
    if (theirs === undefined) return [];
    const [name, fallback, ...older] = theirs;
    const formerly = older.length === 0 ? '' : ` (formerly ${older.map(code).join(', ')})`;
    const own = record.parameters[ours]!.default;
    if (fallback === null) return [`${code(name ?? ours)} has no default${formerly}`];
    const value = distinctNumber(fallback, own);
    const said = name === null ? `${code(ours)} is fixed at ${value}` : `${code(name)} = ${value}`;
    return [`${said}${fallback === own ? '' : ` ${differs}`}${formerly}`];
  });
}

/** In as many digits as it takes to tell it from the other number. */
function distinctNumber(value: number, other: number): string {
  const short = formatNumber(value, 6);
  return value === other || short !== formatNumber(other, 6) ? short : formatNumber(value, 15);
}

function kinkSlopes(activation: Activation, { kinks = [] }: FrameworkName): string[] {
  return kinks.map((slope, index) => {
    const { at } = activation.facts().kinks[index]!;
    const taken = formatNumber(resolveSlope(activation, at, slope));
    return `slope ${taken} at x = ${formatNumber(at)} ${differs}`;
  });
}

function resolveSlope(activation: Activation, at: number, slope: Kink['slope']): number {
  return typeof slope === 'number' ? slope : oneSidedSlopes(activation, at)[slope];
}
