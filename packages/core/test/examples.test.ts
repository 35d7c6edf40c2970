import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import * as core from '@actigrad/core';
import { describe, expect, test } from 'vitest';

interface Example {
  readonly where: string;
  readonly number: number;
  readonly code: string;
}

/** What examples speak of and do not make themselves. */
const surroundings = {
  x: Float32Array.of(-1, 2),
  step: 1,
  worker: new EventEmitter(),
  threadId: 1,
  withCompilerFlags: (compile: () => void) => compile(),
};

const sources = readdirSync(new URL('../src/', import.meta.url), {
  recursive: true,
  encoding: 'utf8',
}).filter((path) => path.endsWith('.ts') && !path.endsWith('-binary.ts'));

const examples = ['README.md', ...sources.map((path) => `src/${path}`)].flatMap(examplesOf);

/** Fences of a document, examples in the docstrings of a source. */
function examplesOf(where: string): Example[] {
  const text = readFileSync(new URL(`../${where}`, import.meta.url), 'utf8');
  const found = where.endsWith('.md')
    ? text.matchAll(/^```js\n(.*?)^```$/gms)
    : text.matchAll(/\* @example(.*?)(?=\n +\* @|\*\/)/gs);
  return [...found].map(([, code = ''], index) => ({
    where,
    number: index + 1,
    code: code.replaceAll(/^ *\* ?/gm, '').replaceAll(/^import .*\n/gm, ''),
  }));
}

/** An expression on a line of its own, and at the beginning of the remark what it gives. */
const promise =
  /^ *(\S.*); \/\/ (?:\w+Array )?(-?\d[\d.e-]*|\[.*?\]|\{.*?\}|'.*?'|true|false)(?=$|[,: ]).*$/gm;

/** What an example gives, line by line, beside what it says that it gives. */
function runExample(code: string): { readonly said: unknown; readonly given: unknown }[] {
  const checks: { said: unknown; given: unknown }[] = [];
  const known = {
    ...core,
    ...surroundings,
    check: (given: unknown, said: unknown) => checks.push({ said, given }),
  };
  const checked = code.replaceAll(promise, 'check($1, $2);');
  // A block of its own may declare names that are known outside of it.
  const run = compileFunction(`{${checked}\n}`, Object.keys(known)) as (
    ...values: unknown[]
  ) => void;
  run(...Object.values(known));
  return checks;
}

/** Numbers are said to so many digits: within half a percent. */
function expectNear(given: unknown, said: unknown): void {
  if (typeof said === 'number') {
    expect(Math.abs((given as number) - said)).toBeLessThanOrEqual(Math.abs(said) * 0.005);
  } else if (typeof said === 'object' && said !== null) {
    const keys = Object.keys(said);
    expect(Object.keys(given as object)).toEqual(keys);
    for (const key of keys) {
      expectNear((given as Record<string, unknown>)[key], (said as Record<string, unknown>)[key]);
    }
  } else expect(given).toBe(said);
}

describe('each example does what it says', () => {
  test.each(examples)('$where, number $number', ({ code }) => {
    for (const { given, said } of runExample(code)) expectNear(given, said);
  });
});

test('most examples say what they give', () => {
  const silent = examples.filter(({ code }) => runExample(code).length === 0);
  expect(examples.length).toBeGreaterThan(15);
  expect(silent.length).toBeLessThan(examples.length / 3);
});
