import type { NameLanguage } from '../names.ts';

/** An argument of a call as it is written; offsets are in what stands between the parentheses. */
export interface WrittenArgument {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: string;
  /** With its name. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
}

const closers: { readonly [opener: string]: string } = { '(': ')', '[': ']', '{': '}' };

/**
 * Splits what stands between the parentheses of a call at its own commas. Undefined where that is
 * not plain: a spread, a bracket that does not close, a comment.
 *
 * @param commented the language whose comments may stand between the arguments
 */
export function splitArguments(
  inside: string,
  commented?: NameLanguage,
): WrittenArgument[] | undefined {
  const spans: { start: number; end: number }[] = [];
  const open: string[] = [];
  // Of the argument that is being read: from its first sign that is neither space nor comment to its last.
  let span: { start: number; end: number } | undefined;
  for (let at = 0; at < inside.length; at++) {
    const comment = endOfComment(inside, at, commented);
    if (comment !== undefined) {
      if (!commented || open.length > 0) return undefined;
      at = comment - 1;
      continue;
    }
    const character = inside[at]!;
    let end = at + 1;
    if (character === '"' || character === "'" || character === '`') {
      const closed = endOfString(inside, at);
      if (closed === undefined) return undefined;
      end = closed;
    } else if (closers[character]) {
      open.push(closers[character]);
    } else if (/[)\]}]/.test(character)) {
      if (open.pop() !== character) return undefined;
    } else if (character === ',' && open.length === 0) {
      if (!span) return undefined;
      spans.push(span);
      span = undefined;
      continue;
    } else if (/\s/.test(character)) {
      continue;
    }
    span = { start: span?.start ?? at, end };
    at = end - 1;
  }
  if (open.length > 0) return undefined;
  if (span) spans.push(span);
  const parts = spans.map(({ start, end }) => ({ start, end, text: inside.slice(start, end) }));
  if (parts.some(({ text }) => /^(\*|\.\.\.)/.test(text))) return undefined;
  return parts.map(({ text, start, end }) => {
    const [before, name] = /^([A-Za-z_]\w*)\s*=(?!=)\s*/.exec(text) ?? [];
    if (before === undefined || name === undefined)
      return { value: text, text, start, end, valueStart: start };
    const value = text.slice(before.length);
    return { name, value, text, start, end, valueStart: start + before.length };
  });
}

/** Where the language is not told, what would be a comment in any. */
function endOfComment(
  text: string,
  start: number,
  language: NameLanguage | undefined,
): number | undefined {
  const isPython = language !== 'javascript' && text[start] === '#';
  const isLine = language !== 'python' && text.startsWith('//', start);
  if (isPython || isLine) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  if (language === 'python' || !text.startsWith('/*', start)) return undefined;
  const end = text.indexOf('*/', start);
  return end < 0 ? text.length : end + 2;
}

function endOfString(text: string, start: number): number | undefined {
  const quote = text[start]!;
  const delimiter = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + delimiter.length; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(delimiter, at)) return at + delimiter.length;
  }
  return undefined;
}
