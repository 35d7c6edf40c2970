import type { Activation } from './activation.ts';
import type { ArrayFunction } from './array-function.ts';
import { rangeError } from './errors.ts';
import * as functions from './functions/index.ts';
import { nearestNames } from './nearest-names.ts';
import type { FrameworkName } from './record.ts';

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

/** Without arguments `jax.nn.gelu` means the tanh form, and `torch.nn.GELU` the exact one. */
function isMeantByDefault({ when = {} }: FrameworkName): boolean {
  return Object.values(when).every(([value, fallback]) => value === fallback);
}

/** Ids come first, then display names, then what frameworks say: an earlier meaning is kept. */
const byPlainName = new Map<string, Activation>();
for (const namesOf of [
  ({ id }: Activation) => [id],
  ({ name }: Activation) => [name],
  ({ record }: Activation) =>
    Object.values(record.names).flatMap((names) =>
      (names ?? [])
        .filter(isMeantByDefault)
        .flatMap(({ name }) => [name, name.slice(name.lastIndexOf('.') + 1)]),
    ),
]) {
  for (const named of activations.values()) {
    for (const name of namesOf(named)) {
      if (!byPlainName.has(plain(name))) byPlainName.set(plain(name), named);
    }
  }
}

/**
 * Finds an activation by its id, its display name or a framework's name for it.
 *
 * @throws RangeError `CORE_UNKNOWN_FUNCTION` with the nearest names
 * @example
 * activation('leaky-relu') === activation('LeakyReLU'); // true
 * activation('torch.nn.functional.leaky_relu').id; // 'leaky-relu'
 */
export function activation(name: string): Activation {
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
