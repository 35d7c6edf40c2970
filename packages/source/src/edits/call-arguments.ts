import type { NameLanguage } from '../names.ts';
import { splitArguments, type WrittenArgument } from './split-arguments.ts';

/** A call as it is written; places are offsets in the text. */
export interface WrittenCall {
  /** What is called: `nn.Linear`. */
  readonly word: string;
  readonly arguments: readonly WrittenArgument[];
  /** Where an argument may be added. */
  readonly end: number;
  /** What goes between arguments. */
  readonly separator: string;
  /** `bias=False`, or `useBias: false` within an object. */
  readonly assigns: '=' | ': ';
  /** A call without arguments, in JavaScript: the object is not there yet. */
  readonly isOpen: boolean;
}

/** The arguments of a call, in JavaScript the entries of its object; undefined where they are not plain. */
export function callArguments(
  text: string,
  start: number,
  end: number,
  language: NameLanguage,
): WrittenCall | undefined {
  const call = text.slice(start, end);
  const [head, word] = /^([\w.]+)\s*\(/.exec(call) ?? [];
  if (head === undefined || word === undefined || !call.endsWith(')')) return undefined;
  const from = start + head.length;
  const inside = text.slice(from, end - 1);
  const [, open, entries] =
    (language === 'javascript' && /^(\s*\{)([^]*)\}[\s,]*$/.exec(inside)) || [];
  if (open === undefined || entries === undefined) {
    const own = splitArguments(inside, language);
    if (!own || (language === 'javascript' && own.length > 0)) return undefined;
    return written(text, word, own, from, language === 'javascript');
  }
  const named = splitArguments(entries, language)?.map(entryOf);
  if (!named?.every((entry) => entry !== undefined)) return undefined;
  return written(text, word, named, from + open.length, true);
}

/** `units: 64`, `'units': 64`, or `units` alone. */
function entryOf(entry: WrittenArgument): WrittenArgument | undefined {
  if (/^\w+$/.test(entry.text)) return { ...entry, name: entry.text };
  const [before, , name] = /^(["']?)(\w+)\1\s*:\s*/.exec(entry.text) ?? [];
  if (before === undefined || name === undefined) return undefined;
  return {
    ...entry,
    name,
    value: entry.text.slice(before.length),
    valueStart: entry.start + before.length,
  };
}

function written(
  text: string,
  word: string,
  own: readonly WrittenArgument[],
  from: number,
  isObject: boolean,
): WrittenCall {
  const placed = own.map((argument) => ({
    ...argument,
    start: from + argument.start,
    end: from + argument.end,
    valueStart: from + argument.valueStart,
  }));
  const last = placed.at(-1);
  // An argument on a line of its own is followed by one on a line of its own.
  const [indent] = /\r?\n[ \t]*$/.exec(text.slice(from, last?.start)) ?? [];
  return {
    word,
    arguments: placed,
    end: last?.end ?? from,
    separator: last ? `,${indent ?? ' '}` : '',
    assigns: isObject ? ': ' : '=',
    isOpen: isObject && !last,
  };
}
