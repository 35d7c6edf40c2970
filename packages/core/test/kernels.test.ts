import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = ['kernels', 'reductions']
  .map((name) => readFileSync(new URL(`../build/${name}.wat`, import.meta.url), 'utf8'))
  .join('\n');

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

test('no loop of any kernel calls a function but for rare arguments, one at a time', () => {
  const found = [...loops()];
  expect(found.length).toBeGreaterThan(12);
  // Such a slow path is a function of its own whose name begins with "scalar".
  const called = found.flatMap((loop) => loop.match(/\(call(_indirect)? \S+/g) ?? []);
  expect(called.filter((call) => !/\/scalar\w+$/.test(call))).toEqual([]);
});

test('vector literals are loaded from the table, not rebuilt', () => {
  const rebuilt = [...text.matchAll(/v128\.const i32x4 (.+?)\)/g)].filter(
    ([, lanes]) => lanes !== '0x00000000 0x00000000 0x00000000 0x00000000',
  );
  expect(rebuilt).toEqual([]);
});

test('no method of a kernel is chosen at run time', () => {
  expect(text.match(/br_table|@override/g) ?? []).toEqual([]);
});
