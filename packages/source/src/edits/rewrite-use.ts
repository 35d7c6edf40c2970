import type { Activation, ArgumentValue, FrameworkName } from '@actigrad/core';
import { isConstructor, namedBy, type Named, type NameLanguage } from '../names.ts';
import type { Use } from '../read-source.ts';
import { refuse, type Refusal } from './refusal.ts';
import {
  argumentsFor,
  methodsOf,
  spellingsOf,
  stringOf,
  type NeededArgument,
  type Spelling,
} from './spelling.ts';
import { splitArguments, type WrittenArgument } from './split-arguments.ts';

/** How a language writes literals; the quote is the file's own. */
export interface Style {
  readonly language: NameLanguage;
  readonly quote: '"' | "'";
}

/** What the text of a use may become to say another activation, nearest to what it was first. */
export function rewriteUse(
  use: Use,
  wanted: Activation,
  isMethod: boolean,
  style: Style,
): string[] | Refusal {
  const quoted = /^(["'`])[^]*\1$/.exec(use.text);
  if (quoted) {
    const name = stringOf(wanted, use.framework);
    if (name !== undefined) return [`${quoted[1]}${name}${quoted[1]}`];
    return refuse('parameters', wanted.name);
  }
  const word = use.text.slice(0, use.word.end.offset - use.word.start.offset);
  if (use.start.offset !== use.word.start.offset || !/^[\w.]+$/.test(word))
    return refuse('unnamed');
  const spellings = isMethod
    ? methodsOf(wanted, use.framework)
    : spellingsOf(wanted, use.framework, word, use.name);
  if (spellings.length === 0) return refuse('framework', use.framework, wanted.name);
  const rest = use.text.slice(word.length);
  const [, inside] = /^\s*\(([^]*)\)$/.exec(rest) ?? [];
  if (rest !== '' && inside === undefined) return refuse('arguments', word);
  const written = inside === undefined ? undefined : splitArguments(inside);
  if (inside !== undefined && !written) return refuse('arguments', word);
  const before = namedBy(use.name, style.language).find(({ record }) => record.id === use.function);
  const results = spellings.map((spelling) =>
    rewriteCall(use, spelling, wanted, written, before, isMethod, style),
  );
  const texts = results.filter((result) => typeof result === 'string');
  return texts.length > 0 ? texts : (results[0] as Refusal);
}

/** A call that makes an activation anew; undefined where its parameters cannot be written. */
export function makeCall(
  { word, name }: Spelling,
  wanted: Activation,
  style: Style,
): string | undefined {
  const needed = argumentsFor(wanted, name)?.filter(({ isNeeded }) => isNeeded);
  const written = needed?.map(({ name: argument, value }) => `${argument}=${write(value, style)}`);
  return written && `${word}(${written.join(', ')})`;
}

function rewriteCall(
  use: Use,
  { word, name }: Spelling,
  wanted: Activation,
  written: readonly WrittenArgument[] | undefined,
  before: Named | undefined,
  isMethod: boolean,
  style: Style,
): string | Refusal {
  const needed = argumentsFor(wanted, name);
  if (!needed) return refuse('parameters', wanted.name);
  if (!written)
    return needed.some(({ isNeeded }) => isNeeded) ? refuse('parameters', wanted.name) : word;
  const isMade = isConstructor(name.name);
  const inputs = isMade || isMethod ? 0 : 1;
  const kept = written.slice(0, inputs);
  if (kept.length < inputs || kept.some((each) => each.name !== undefined))
    return refuse('arguments', use.name);
  const own = written.slice(inputs);
  if (style.language === 'javascript')
    return rewriteJavaScript(word, kept, own, needed, isMade, before, style);
  const isSame = before?.name === name;
  const rest: string[] = [];
  const open = new Map(needed.map((argument) => [argument.name, argument]));
  for (const [index, argument] of own.entries()) {
    const place = argument.name ?? placeAt(index, argument, before);
    if (place === undefined) return refuse('kept', use.name, word, argument.text);
    const meant = isSame ? open.get(currentArgument(place, before.name)) : undefined;
    if (meant) {
      open.delete(meant.name);
      const literal = write(meant.value, style);
      rest.push(argument.name === undefined ? literal : `${argument.name}=${literal}`);
    } else if (isSame) {
      rest.push(argument.text);
    } else if (!isOwn(place, before)) {
      // Keras' layers all take the arguments of a layer; of others it is not known.
      if (use.framework !== 'keras' || !isMade || argument.name === undefined)
        return refuse('kept', use.name, word, argument.text);
      rest.push(argument.text);
    }
  }
  const added = [...open.values()]
    .filter(({ isNeeded }) => isNeeded)
    .map((argument) => `${argument.name}=${write(argument.value, style)}`);
  const positional = rest.filter((text) => !/^[A-Za-z_]\w*=/.test(text));
  const keywords = rest.filter((text) => /^[A-Za-z_]\w*=/.test(text));
  return `${word}(${[...kept.map(({ text }) => text), ...positional, ...keywords, ...added].join(', ')})`;
}

/** What the argument at a place is, after the input; PyTorch's last may say to compute in place. */
function placeAt(
  index: number,
  { value }: WrittenArgument,
  before: Named | undefined,
): string | undefined {
  if (!before || index < before.order.length) return before?.order[index];
  return before.framework === 'pytorch' && /^(True|False)$/.test(value) ? 'inplace' : undefined;
}

/** Older names of an argument stand for the current one. */
function currentArgument(written: string, { parameters = {} }: FrameworkName): string {
  const found = Object.values(parameters).find((names) => names?.some((each) => each === written));
  return found?.[0] ?? written;
}

/** Whether an argument is one of the activation's own, which go with it. */
function isOwn(argument: string, before: Named | undefined): boolean {
  // PyTorch computes in place or not: that is no matter of the function.
  if (argument === 'inplace') return true;
  if (!before) return false;
  return (
    before.order.includes(argument) ||
    before.order.includes(currentArgument(argument, before.name)) ||
    before.conditions.some((condition) => condition.argument === argument)
  );
}

/** `tf.layers.elu({ alpha: 0.5 })`, `tf.elu(x)`. */
function rewriteJavaScript(
  word: string,
  kept: readonly WrittenArgument[],
  own: readonly WrittenArgument[],
  needed: readonly NeededArgument[],
  isMade: boolean,
  before: Named | undefined,
  style: Style,
): string | Refusal {
  const entries = isMade && own[0] ? entriesOf(own[0].value) : [];
  const foreign = !entries || own.length > 1 ? own[0] : undefined;
  if (isMade && foreign) return refuse('kept', before?.name.name ?? '', word, foreign.text);
  const rest = (entries ?? []).filter(([key]) => !isOwn(key, before)).map(([, text]) => text);
  const written = needed.filter(({ isNeeded }) => isNeeded);
  if (isMade) {
    const all = [...rest, ...written.map(({ name, value }) => `${name}: ${write(value, style)}`)];
    return `${word}(${all.length ? `{ ${all.join(', ')} }` : ''})`;
  }
  const last = needed.findLastIndex(({ isNeeded }) => isNeeded);
  const values = needed.slice(0, last + 1).map(({ value }) => write(value, style));
  return `${word}(${[...kept.map(({ text }) => text), ...values].join(', ')})`;
}

/** The keys of an object as written, each with its text. */
function entriesOf(object: string): [key: string, text: string][] | undefined {
  const [, inside] = /^\{([^]*)\}$/.exec(object) ?? [];
  const parts = inside === undefined ? undefined : splitArguments(inside);
  const entries = parts?.map(({ text }): [string, string] => [
    /^(\w+)\s*(?::|$)/.exec(text)?.[1] ?? '',
    text,
  ]);
  return entries?.every(([key]) => key !== '') ? entries : undefined;
}

export function styleOf(language: Style['language'], text: string): Style {
  const count = (quote: string): number => text.split(quote).length;
  return { language, quote: count('"') > count("'") ? '"' : "'" };
}

export function write(value: ArgumentValue, { language, quote }: Style): string {
  if (typeof value === 'string') return `${quote}${value}${quote}`;
  if (typeof value === 'number' || language === 'javascript') return String(value);
  return value === null ? 'None' : value ? 'True' : 'False';
}
