import type { Activation, ArgumentValue, Framework, FrameworkName } from '@actigrad/core';
import { readActivation } from '../activation-of.ts';
import { isConstructor, namedByString } from '../names.ts';
import { lastWord } from '../value.ts';

/** A name of the framework for an activation, as the file would write it. */
export interface Spelling {
  readonly word: string;
  readonly name: FrameworkName;
}

/**
 * The framework's names for an activation that stand where another does: of the same kind, and
 * reached in the same way. `nn.Sigmoid` of `torch.nn.Sigmoid` makes `nn.Tanh`, of the same parent
 * `torch.sigmoid` makes `torch.nn.functional.gelu`. Nearest first.
 */
export function spellingsOf(
  { record }: Activation,
  framework: Framework,
  written: string,
  full: string,
): Spelling[] {
  const names: readonly FrameworkName[] = record.names[framework] ?? [];
  return names
    .filter(({ name }) => isConstructor(name) === isConstructor(full))
    .flatMap((name) => {
      const found = respell(written.split('.'), full.split('.'), name.name.split('.'));
      return found ? [{ name, ...found }] : [];
    })
    .toSorted((a, b) => a.steps - b.steps || a.word.length - b.word.length);
}

function respell(
  written: readonly string[],
  full: readonly string[],
  next: readonly string[],
): { readonly word: string; readonly steps: number } | undefined {
  for (let steps = 1; steps < full.length && steps <= written.length; steps++) {
    if (written.at(-steps) !== full.at(-steps)) return undefined;
    const parent = full.slice(0, -steps);
    if (!parent.every((segment, index) => next[index] === segment)) continue;
    return { word: [...written.slice(0, -steps), ...next.slice(parent.length)].join('.'), steps };
  }
  return undefined;
}

/** A method of a tensor by that function's name, `x.sigmoid()`. */
export function methodsOf({ record }: Activation, framework: Framework): Spelling[] {
  const names: readonly FrameworkName[] = record.names[framework] ?? [];
  return names
    .filter(({ name }) => /^(torch(\.Tensor)?|tf)\.[a-z]\w*$/.test(name))
    .map((name) => ({ name, word: lastWord(name.name) }));
}

/** The string by which the framework knows an activation with these parameters; undefined if by none. */
export function stringOf(activation: Activation, framework: Framework): string | undefined {
  const { names } = activation.record;
  const words = [...(names[framework] ?? []), ...(framework === 'tfjs' ? (names.keras ?? []) : [])]
    .map(({ name }) => (framework === 'huggingface' ? name : lastWord(name)))
    .flatMap((word) => (framework === 'tfjs' ? [camel(word), word] : [word]));
  // Functions go by lower-case names; the others are classes, which fewer callers take as strings.
  return words
    .toSorted((a, b) => Number(/^[A-Z]/.test(a)) - Number(/^[A-Z]/.test(b)))
    .find((word) => {
      const reading = readActivation(namedByString(word, framework));
      return (
        reading?.function === activation.id &&
        reading.unread.length === 0 &&
        isSameParameters(reading.parameters, activation.parameters)
      );
    });
}

function camel(word: string): string {
  return word.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function isSameParameters(
  a: { readonly [name: string]: unknown },
  b: { readonly [name: string]: unknown },
): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** An argument that must be written: by its name, in the framework's order. */
export interface NeededArgument {
  readonly name: string;
  readonly value: ArgumentValue;
  /** It differs from what the framework takes where nothing is written. */
  readonly isNeeded: boolean;
}

/** The arguments that make a name mean an activation; undefined where none can. */
export function argumentsFor(
  activation: Activation,
  { parameters = {}, when = {} }: FrameworkName,
): NeededArgument[] | undefined {
  const needed: NeededArgument[] = [];
  for (const [ours, value] of Object.entries<unknown>(activation.parameters)) {
    const [name, fallback] = parameters[ours] ?? [
      null,
      activation.record.parameters[ours]!.default,
    ];
    if (typeof value !== 'number') return undefined;
    if (name === null) {
      if (value !== fallback) return undefined;
      continue;
    }
    // What fills a trained parameter is an object of the framework's, and no number.
    if (value !== fallback && /initiali[sz]er$/.test(name)) return undefined;
    needed.push({ name, value, isNeeded: value !== fallback });
  }
  for (const [name, [value, fallback]] of Object.entries(when))
    needed.push({ name, value, isNeeded: value !== fallback });
  return needed;
}
