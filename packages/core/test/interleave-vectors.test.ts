import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const script = new URL('../scripts/interleave-vectors.mjs', import.meta.url).href;
const packageRoot = new URL('..', import.meta.url).pathname;

interface Report {
  readonly wat: string;
  /** What the loop leaves in memory as it was, and reordered */
  readonly results: readonly (readonly number[])[];
}

/** The module reordered by the build's own script, which has no types, and run on 0, 1, 2, ... */
function reorder(wat: string): Report {
  const program = `
    import binaryen from 'binaryen';
    import { interleaveVectors } from '${script}';
    const wat = process.argv[1];
    const reordered = interleaveVectors(wat, new Set(['$f']));
    const results = [wat, reordered].map((text) => {
      const module = binaryen.parseText(text);
      module.setFeatures(binaryen.Features.All);
      const memory = new WebAssembly.Memory({ initial: 1 });
      const numbers = new Float32Array(memory.buffer, 0, 32);
      numbers.forEach((_, index) => (numbers[index] = index));
      const instance = new WebAssembly.Instance(new WebAssembly.Module(module.emitBinary()), { env: { memory } });
      instance.exports.f(64);
      return [...numbers];
    });
    console.log(JSON.stringify({ wat: reordered, results }));`;
  const options = { cwd: packageRoot };
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', program, wat],
    options,
  );
  return JSON.parse(output.toString()) as Report;
}

/** x · x · ... + 0.5 of two vectors a round, in place; `last` stands before the second store. */
function moduleOf({ products = 24, last = '(local.get $second)' } = {}): string {
  const chain = (name: string, offset: number): string => {
    const start = `(v128.load offset=${offset} (local.get $i))`;
    const half = '(v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000)';
    const step = (value: string): string => `(f32x4.add (f32x4.mul ${value} ${half}) ${half})`;
    let value = start;
    for (let count = 0; count < products / 2; count++) value = step(value);
    return `(local.set $${name} ${value})`;
  };
  return `(module
 (import "env" "memory" (memory 1))
 (export "f" (func $f))
 (func $f (param $bytes i32)
  (local $i i32)
  (local $first v128)
  (local $second v128)
  (loop $round
   (if (i32.lt_u (local.get $i) (local.get $bytes))
    (then
     ${chain('first', 0)}
     ${chain('second', 16)}
     (v128.store (local.get $i) (local.get $first))
     (v128.store offset=16 (local.get $i) ${last})
     (local.set $i (i32.add (local.get $i) (i32.const 32)))
     (br $round)
    )
   )
  )
 )
 (func $same (param $x v128) (result v128)
  (local.get $x)
 )
)`;
}

const operations = (wat: string): string[] =>
  [...wat.matchAll(/v128\.(?:load|store)|f32x4\.\w+/g)].map(([name]) => name);

test('the instructions of two vectors alternate, and results stay the same', () => {
  const { wat, results } = reorder(moduleOf());
  const pairs = ['load', 'mul', 'add', 'mul', 'add'].flatMap((name) => {
    const full = name === 'load' ? 'v128.load' : `f32x4.${name}`;
    return [full, full];
  });
  expect(operations(wat).slice(0, pairs.length)).toEqual(pairs);
  expect(results[1]).toEqual(results[0]);
  expect(new Set(results[0]).size).toBeGreaterThan(16);
});

test('a load after the first store comes before it', () => {
  const last = '(f32x4.mul (local.get $second) (v128.load offset=16 (local.get $i)))';
  const { wat, results } = reorder(moduleOf({ last }));
  expect(operations(wat).slice(-2)).toEqual(['v128.store', 'v128.store']);
  expect(results[1]).toEqual(results[0]);
});

test('a short round, and one with a call, stay as they are', () => {
  const short = moduleOf({ products: 8 });
  const calling = moduleOf({ last: '(call $same (local.get $second))' });
  for (const module of [short, calling]) {
    const { wat, results } = reorder(module);
    expect(operations(wat)).toEqual(operations(module));
    expect(results[1]).toEqual(results[0]);
  }
});
