/**
 * Compiles assembly/words.ts and writes it as base64 into src/words-binary.ts, so that importing the package needs no
 * file, no fetch and no await.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = new URL('../', import.meta.url);
const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const options = ['--runtime', 'stub', '--noAssert', '--use', 'abort=', '--enable', 'simd'];
// Three pages: one for static data, of which there is none, and two tiles.
options.push('-O3', '--initialMemory', '3', '--maximumMemory', '3');
mkdirSync(new URL('build/', root), { recursive: true });
execFileSync(process.execPath, [asc, 'assembly/words.ts', ...options, '-o', 'build/words.wasm'], {
  cwd: root,
  stdio: 'inherit',
});
const base64 = readFileSync(new URL('build/words.wasm', root)).toString('base64');
writeFileSync(
  new URL('src/words-binary.ts', root),
  `/** The compiled conversions, written by scripts/build-words.mjs. */\nexport const wordsBinary: string =\n  '${base64}';\n`,
);
