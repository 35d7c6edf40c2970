import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const script = new URL('../scripts/hash-kernels.mjs', import.meta.url).href;

/** Hashes of a module, by the build's own script, which has no types. */
function hashesOf(wat: string): Record<string, string> {
  const program = `import { hashKernels } from '${script}'; console.log(JSON.stringify(hashKernels(process.argv[1])))`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program, wat]);
  return JSON.parse(output.toString()) as Record<string, string>;
}

function moduleOf(constant: string, more = ''): string {
  return `(module
 (export "a" (func $a))
 (export "b" (func $b))${more ? '\n (export "c" (func $c))' : ''}${more}
 (func $a (type $${more.length}) (param $x${more.length} f32)
  (local.set $x${more.length} (f32.const ${constant}))
 )
 (func $b (param $0 f32)
  (call $slow (local.get $0))
 )
 (func $slow (param $0 f32)
  (drop (f32.const 7))
 )
)`;
}

const hashes = hashesOf(moduleOf('1'));

test('another literal changes the hash of its function alone', () => {
  const changed = hashesOf(moduleOf('2'));
  expect(changed['a']).not.toBe(hashes['a']);
  expect(changed['b']).toBe(hashes['b']);
});

test('what a function calls is part of it', () => {
  const changed = hashesOf(moduleOf('1').replace('f32.const 7', 'f32.const 8'));
  expect(changed['a']).toBe(hashes['a']);
  expect(changed['b']).not.toBe(hashes['b']);
});

test('one more function changes no hash, though names are numbered through the module', () => {
  const changed = hashesOf(moduleOf('1', '\n (func $c (param $0 i32)\n  (nop)\n )'));
  expect(changed).toMatchObject(hashes);
});
