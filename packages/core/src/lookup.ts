import type { Activation } from './activation.ts';
import type { ArrayFunction } from './array-function.ts';
import { rangeError } from './errors.ts';
import * as functions from './functions/index.ts';
import { withKinkSlopes } from './kink-slopes.ts';
import { nearestNames } from './nearest-names.ts';
import { frameworks, type Framework, type FrameworkName } from './record.ts';

const everyFunction = Object.values<Activation | ArrayFunction>(functions);

/** Every function of one number with its default parameters, by id, in alphabetical order. */
export const activations: ReadonlyMap<string, Activation> = new Map(
  everyFunction.flatMap((found) => (found.kind === 'elementwise' ? [[found.id, found]] : [])),
);

/** Every function of rows, halves or pieces with its default parameters, by id. */
export const arrayFunctions: ReadonlyMap<string, ArrayFunction> = new Map(
  everyFunction.flatMap((found) => (found.kind === 'elementwise' ? [] : [[found.id, found]])),
);

/** Spellings differ in case and in what joins their words: compare letters and digits only. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A name that means the function as it stands, with every deciding argument at its default. */
function isByDefault({ when = {} }: FrameworkName): boolean {
  return Object.values(when).every(([value, fallback]) => value === fallback);
}

function namesIn({ record }: Activation, framework: Framework): readonly FrameworkName[] {
  return (record.names[framework] ?? []).filter(isByDefault);
}

/** Ids come first, then display names, then what frameworks say: an earlier meaning is kept. */
const byPlainName = new Map<string, Activation>();
for (const spellingsOf of [
  ({ id }: Activation) => [id],
  ({ name }: Activation) => [name],
  (named: Activation) =>
    frameworks.flatMap((framework) =>
      namesIn(named, framework).flatMap(({ name }) => [name, lastWord(name)]),
    ),
]) {
  for (const named of activations.values()) {
    for (const name of spellingsOf(named)) {
      if (!byPlainName.has(plain(name))) byPlainName.set(plain(name), named);
    }
  }
}

export interface LookupOptions {
  /** Whose defaults and conventions at kinks the function gets, and whose names come first. */
  readonly framework?: Framework;
}

/**
 * Finds an activation by its id, its display name or a framework's name for it. With a framework
 * it comes with the defaults and the slopes at kinks that it has there.
 *
 * @throws RangeError `CORE_UNKNOWN_FUNCTION` with the nearest names, `CORE_UNKNOWN_FRAMEWORK`
 * @example
 * activation('leaky-relu') === activation('LeakyReLU'); // true
 * activation('leaky_relu', { framework: 'keras' }).parameters; // { slope: 0.2 }
 * activation('LeakyReLU', { framework: 'keras' }).parameters; // { slope: 0.3 }
 * activation('gelu', { framework: 'jax' }).id; // 'gelu-tanh'
 */
export function activation(name: string, options: LookupOptions = {}): Activation {
  const { framework } = options;
  if (framework !== undefined) {
    const preset = findPreset(name, framework);
    if (preset) return preset;
  }
  const found = byPlainName.get(plain(name));
  if (found) return found;
  const nearest = nearestNames(plain(name), byPlainName.keys(), 8).map(
    (near) => (byPlainName.get(near) as Activation).id,
  );
  throw rangeError(
    'CORE_UNKNOWN_FUNCTION',
    `no activation function is called "${name}"; nearest: ${[...new Set(nearest)].slice(0, 3).join(', ')}`,
  );
}

/**
 * What a framework means by a name: its own spelling first, since a layer and a function may differ
 * in case alone and yet in their defaults, then any spelling, then its name for our id.
 */
function findPreset(name: string, framework: Framework): Activation | undefined {
  if (!frameworks.includes(framework)) {
    throw rangeError(
      'CORE_UNKNOWN_FRAMEWORK',
      `framework is "${framework}"; it must be one of ${frameworks.join(', ')}`,
    );
  }
  const entries = [...activations.values()].flatMap((named) =>
    namesIn(named, framework).map((entry) => ({ named, entry })),
  );
  const found =
    entries.find(({ entry }) => entry.name === name || lastWord(entry.name) === name) ??
    entries.find(
      ({ entry }) =>
        plain(entry.name) === plain(name) || plain(lastWord(entry.name)) === plain(name),
    ) ??
    entries.find(({ named }) => named === byPlainName.get(plain(name)));
  return found && applyConventions(found.named, found.entry);
}

function applyConventions(
  named: Activation,
  { parameters = {}, kinks }: FrameworkName,
): Activation {
  const defaults = Object.entries(parameters).flatMap(([parameter, entry]) =>
    typeof entry?.[1] === 'number' ? [[parameter, entry[1]] as const] : [],
  );
  const preset = named.with(Object.fromEntries(defaults));
  return kinks ? withKinkSlopes(preset, kinks) : preset;
}
