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
  const own = splitArguments(text.slice(from, end - 1), language);
  if (!own) return undefined;
  const isObject = language === 'javascript';
  const [object] = own;
  if (!isObject || !object) return written(text, word, own, from, isObject);
  if (own.length > 1 || !/^\{[^]*\}$/.test(object.value)) return undefined;
  const inside = from + object.start + 1;
  const entries = splitArguments(text.slice(inside, from + object.end - 1), language);
  const named = entries?.map((entry) => {
    const [before, name] = /^(\w+)\s*:\s*/.exec(entry.text) ?? [];
    return before === undefined || name === undefined
      ? undefined
      : {
          ...entry,
          name,
          value: entry.text.slice(before.length),
          valueStart: entry.start + before.length,
        };
  });
  if (!named?.every((entry) => entry !== undefined)) return undefined;
  return written(text, word, named, inside, isObject);
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
  const [indent] = /\n[ \t]*$/.exec(text.slice(from, last?.start)) ?? [];
  return {
    word,
    arguments: placed,
    end: last?.end ?? from,
    separator: last ? `,${indent ?? ' '}` : '',
    assigns: isObject ? ': ' : '=',
    isOpen: isObject && !last,
  };
}
