import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync(new URL('../build/kernels.wat', import.meta.url), 'utf8');

/** The text of each innermost or outer `(loop ...)`, to its closing parenthesis. */
function* loops(): Generator<string> {
  for (let at = text.indexOf('(loop'); at >= 0; at = text.indexOf('(loop', at + 1)) {
    let depth = 0;
    let end = at;
    do {
      if (text[end] === '(') depth++;
      if (text[end] === ')') depth--;
      end++;
    } while (depth > 0);
    yield text.slice(at, end);
  }
}

test('no loop of any kernel calls a function: everything is inlined', () => {
  const found = [...loops()];
  expect(found.length).toBeGreaterThan(12);
  expect(found.filter((loop) => /\(call(_indirect)? /.test(loop))).toEqual([]);
});

test('vector literals are loaded from the table, not rebuilt', () => {
  const rebuilt = [...text.matchAll(/v128\.const i32x4 (.+?)\)/g)].filter(
    ([, lanes]) => lanes !== '0x00000000 0x00000000 0x00000000 0x00000000',
  );
  expect(rebuilt).toEqual([]);
});
