import {
  activations,
  arrayFunctions,
  type ArgumentValue,
  type ArrayFunctionRecord,
  type Framework,
  type FrameworkName,
} from '@actigrad/core';

/** A framework's name, and the record of the function that it names. */
export interface Named {
  readonly framework: Framework;
  readonly name: FrameworkName;
  readonly record: ArrayFunctionRecord;
  /** Names of the arguments after the input, by position. */
  readonly order: readonly string[];
  /** What the arguments must be for the name to mean this function; the fallback stands where one is not written. */
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly argument: string;
  readonly value: ArgumentValue;
  readonly fallback: ArgumentValue;
}

const records = [...activations.values(), ...arrayFunctions.values()].map(
  (described): ArrayFunctionRecord => described.record,
);

/** A name has several where its arguments decide. */
type Index = ReadonlyMap<string, readonly Named[]>;

/** A name that leaves out a condition which another record of it has means the framework's default. */
function nameOf(framework: Framework, name: FrameworkName, record: ArrayFunctionRecord): Named {
  const theirs = Object.values(name.parameters ?? {}).flatMap((parameter) =>
    parameter?.[0] ? [parameter[0]] : [],
  );
  const conditions = new Map<string, Condition>();
  const same = namesIn(framework, name.name);
  for (const other of same) {
    for (const [argument, [, fallback]] of Object.entries(other.when ?? {})) {
      if (!theirs.includes(argument))
        conditions.set(argument, { argument, value: fallback, fallback });
    }
  }
  // Nor may an argument be set that only the other tells of: ReLU with a slope is no ReLU.
  if (!name.arguments) {
    for (const argument of same.flatMap((other) => other.arguments ?? [])) {
      if (theirs.includes(argument) || conditions.has(argument)) continue;
      conditions.set(argument, { argument, value: 0, fallback: 0 });
    }
  }
  for (const [argument, [value, fallback]] of Object.entries(name.when ?? {})) {
    conditions.set(argument, { argument, value, fallback });
  }
  const listed =
    name.arguments ?? (name.when ? undefined : same.find((other) => other.arguments)?.arguments);
  const order = listed ?? [...theirs, ...Object.keys(name.when ?? {})];
  return { framework, name, record, order, conditions: [...conditions.values()] };
}

function namesIn(framework: Framework, name: string): FrameworkName[] {
  return records.flatMap(({ names }) =>
    (names[framework] ?? []).filter((other) => other.name === name),
  );
}

function indexOf(...included: readonly Framework[]): Index {
  const index = new Map<string, Named[]>();
  for (const record of records) {
    for (const framework of included) {
      for (const name of record.names[framework] ?? []) {
        const same = index.get(name.name);
        if (same) same.push(nameOf(framework, name, record));
        else index.set(name.name, [nameOf(framework, name, record)]);
      }
    }
  }
  return index;
}

const none: readonly Named[] = [];
const byLanguage: { readonly [language in NameLanguage]: Index } = {
  python: indexOf('pytorch', 'keras', 'jax', 'huggingface'),
  javascript: indexOf('tfjs'),
};
const byFramework: { readonly [framework in Framework]: Index } = {
  pytorch: indexOf('pytorch'),
  keras: indexOf('keras'),
  jax: indexOf('jax'),
  onnx: indexOf('onnx'),
  tfjs: indexOf('tfjs'),
  huggingface: indexOf('huggingface'),
};

export type NameLanguage = 'python' | 'javascript';

/** What a current, dotted name means. */
export function namedBy(name: string, language: NameLanguage): readonly Named[] {
  if (!name.includes('.')) return none;
  const index = byLanguage[language];
  const named = index.get(name);
  if (named) return named;
  // PyTorch's in-place functions are those of the same name without the underscore.
  if (name.startsWith('torch.') && name.endsWith('_')) return index.get(name.slice(0, -1)) ?? none;
  // Flax hands on functions of jax.nn under its own name.
  if (name.startsWith('flax.'))
    return index.get(name.replace(/^flax\.(linen|nnx)\./, 'jax.nn.')) ?? none;
  return none;
}

/** What a method of that framework's tensors means: its functions are methods too. */
export function namedByMethod(method: string, language: NameLanguage): readonly Named[] {
  if (language === 'javascript') return namedBy(`tf.${method}`, language);
  const named = namedBy(`torch.Tensor.${method}`, language);
  return named.length ? named : namedBy(`torch.${method}`, language);
}

/**
 * The positional arguments that a method may have: its parameters, and of a function of rows the
 * axis and the type.
 */
export function mostArguments(named: readonly Named[]): number {
  const counts = named.map(({ name, record }) => {
    const own = Object.keys(name.parameters ?? {}).length + Object.keys(name.when ?? {}).length;
    return arrayFunctions.has(record.id) ? own + 2 : own;
  });
  return Math.max(0, ...counts);
}

/** Where each framework looks a string up, in its order. */
const places: { readonly [framework in Framework]: readonly ((name: string) => string)[] } = {
  pytorch: [
    (name) => `torch.nn.functional.${name}`,
    (name) => `torch.${name}`,
    (name) => `torch.nn.${name}`,
  ],
  keras: [
    (name) => name,
    (name) => `keras.activations.${name}`,
    (name) => `keras.layers.${name}`,
    (name) => `tf.nn.${name}`,
  ],
  jax: [(name) => `jax.nn.${name}`],
  onnx: [(name) => name],
  tfjs: [(name) => name, (name) => `tf.${name}`, (name) => `tf.layers.${name}`],
  huggingface: [(name) => name],
};

/** What a string means where a framework takes the name of an activation. */
export function namedByString(name: string, framework: Framework): readonly Named[] {
  for (const place of places[framework]) {
    const named = byFramework[framework].get(place(name));
    if (named) return named;
  }
  if (framework === 'tfjs') {
    // tfjs takes in camelCase the names that Keras has in snake_case.
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return namedByString(snake, 'keras').map((named) => ({ ...named, framework }));
  }
  return none;
}

/** Whether calling the name gives the activation, rather than its value at an input. */
export function isConstructor(name: string): boolean {
  return /\.[A-Z]\w*$/.test(name) || name.startsWith('tf.layers.');
}
