/** Lines that IPython takes for itself: `%timeit`, `!pip install`, `?name`, `name?`. */
const magicLine = /^[ \t]*(?:%|!|\?)[^\n]*|^[ \t]*[\w.]+\?{1,2}[ \t]*$/gm;
/** Assigned from a shell or magic: `files = !ls`. */
const magicValue = /(=[ \t]*)([!%][^\n]*)$/gm;
/** A cell that another program reads: `%%bash`. Those of Python code only lose their first line. */
const foreignCell = /^\s*%%(?!time\b|timeit\b|capture\b|prun\b|python3?\b)\w+[^]*$/;

/**
 * Replaces what is IPython's and not Python's by blanks of the same length, so that offsets stay.
 */
export function blankMagics(text: string): string {
  if (!/[%!?]/.test(text)) return text;
  if (foreignCell.test(text)) return blank(text);
  return text
    .replace(magicLine, continuesExpression(text))
    .replace(magicValue, (_, sign: string, magic: string) => sign + blank(magic));
}

/** `%` may also begin a line inside brackets, where it divides: only lines outside them are magic. */
function continuesExpression(text: string): (line: string, offset: number) => string {
  let depth = 0;
  let scanned = 0;
  return (line, offset) => {
    for (; scanned < offset; scanned += 1) {
      const sign = text[scanned];
      if (sign === '#') {
        const end = text.indexOf('\n', scanned);
        scanned = end < 0 ? offset : Math.min(end, offset);
      } else if (sign === '(' || sign === '[' || sign === '{') depth += 1;
      else if (sign === ')' || sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    }
    return depth > 0 && line.trimStart().startsWith('%') ? line : blank(line);
  };
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}
