/** An argument of a call as it is written. */
export interface WrittenArgument {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: string;
  /** With its name. */
  readonly text: string;
}

const closers: { readonly [opener: string]: string } = { '(': ')', '[': ']', '{': '}' };

/**
 * Splits what stands between the parentheses of a call at its own commas. Undefined where that is
 * not plain: a comment, a spread, a bracket that does not close.
 */
export function splitArguments(inside: string): WrittenArgument[] | undefined {
  const parts: string[] = [];
  const open: string[] = [];
  let start = 0;
  for (let at = 0; at < inside.length; at++) {
    const character = inside[at]!;
    if (character === '#' || inside.startsWith('//', at) || inside.startsWith('/*', at))
      return undefined;
    if (character === '"' || character === "'" || character === '`') {
      const end = endOfString(inside, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (closers[character]) {
      open.push(closers[character]);
    } else if (/[)\]}]/.test(character)) {
      if (open.pop() !== character) return undefined;
    } else if (character === ',' && open.length === 0) {
      parts.push(inside.slice(start, at));
      start = at + 1;
    }
  }
  if (open.length > 0) return undefined;
  const last = inside.slice(start);
  const texts = [...parts, ...(last.trim() ? [last] : [])].map((part) => part.trim());
  if (texts.some((text) => text === '' || /^(\*|\.\.\.)/.test(text))) return undefined;
  return texts.map((text) => {
    const [, name, value] = /^([A-Za-z_]\w*)\s*=(?!=)\s*([^]*)$/.exec(text) ?? [];
    return name !== undefined && value !== undefined
      ? { name, value, text }
      : { value: text, text };
  });
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
