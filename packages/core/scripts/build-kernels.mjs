/**
 * Compiles assembly/ to build/kernels.wasm (and .wat, to read), and writes it as base64 into
 * src/kernel-binary.ts, so that importing core needs no file, no fetch and no await. A hash for each
 * loop in build/kernel-hashes.json tells whether what was measured of it still holds. The same for
 * assembly/reductions and src/reduction-binary.ts, a module of its own over the same memory, which
 * is instantiated at its first use.
 *
 * Steps: one export per function, loop and lane type, derived from the index of functions;
 * AssemblyScript without optimization; Binaryen with unlimited inlining, so that no call is left
 * in a loop but to functions named `scalar...`, for rare lanes; vector literals loaded from a table in memory, outside of the loops;
 * adjacent vectors of a round taking turns.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import binaryen from 'binaryen';
import { countInstructions } from './count-instructions.mjs';
import { entrySource, exportPrefix, readIndex } from './entry.mjs';
import { hashKernels } from './hash-kernels.mjs';
import { interleaveVectors } from './interleave-vectors.mjs';
import { readExports } from './read-functions.mjs';
import { tabulateConstants } from './tabulate-constants.mjs';

const root = new URL('../', import.meta.url);
const pathOf = (path) => new URL(path, root).pathname;

/** Memory from here to `end` belongs to the table of constants; static data starts at its end. */
const tables = {
  // Address 0 stays a null pointer.
  kernels: { start: 16, end: 16384 },
  // Up to the first block of arrays, at 65,536: see src/memory.ts.
  reductions: { start: 61440, end: 63488 },
};

function compile(entry, output, memoryBase) {
  const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
  const options = [
    '--runtime',
    'stub',
    '--noAssert',
    '--use',
    'abort=',
    '--disableWarning',
    '112',
    '--debug',
    '--memoryBase',
    `${memoryBase}`,
  ];
  options.push(
    '--importMemory',
    '--sharedMemory',
    '--initialMemory',
    '1',
    '--maximumMemory',
    '65536',
  );
  options.push('--enable', 'threads', '--enable', 'simd', '--outFile', output);
  execFileSync(process.execPath, [asc, entry, ...options], { cwd: pathOf('.'), stdio: 'inherit' });
}

function optimize(binary, table, interleaved) {
  const module = binaryen.readBinary(binary);
  module.setFeatures(
    binaryen.Features.SIMD128 |
      binaryen.Features.Atomics |
      binaryen.Features.BulkMemory |
      binaryen.Features.SignExt |
      binaryen.Features.MutableGlobals |
      binaryen.Features.NontrappingFPToInt,
  );
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(1_000_000);
  binaryen.setFlexibleInlineMaxSize(1_000_000);
  binaryen.setOneCallerInlineMaxSize(1_000_000);
  binaryen.setAllowInliningFunctionsWithLoops(true);
  binaryen.setPassArgument('no-inline', '*/scalar*');
  module.runPasses(['no-inline']);
  module.optimize();
  module.optimize();
  const text = module.emitText();
  const names = new Set(
    [...readExports(text)].flatMap(([exported, func]) => (interleaved.has(exported) ? [func] : [])),
  );
  const reordered = interleaveVectors(tabulateConstants(text, table), names);
  const tabulated = binaryen.parseText(reordered);
  tabulated.setFeatures(module.getFeatures());
  if (!tabulated.validate()) throw new Error('the kernels do not validate');
  return { wasm: tabulated.emitBinary(), wat: tabulated.emitText(), hashes: hashKernels(text) };
}

/** Writes build/<name>s.wasm and .wat, and src/<name>-binary.ts. */
function build(name, entry, interleaved = new Set(), moreOf = () => '') {
  const table = tables[`${name}s`];
  const unoptimized = `build/unoptimized-${name}s.wasm`;
  compile(entry, unoptimized, table.end);
  const { wasm, wat, hashes } = optimize(
    readFileSync(new URL(unoptimized, root)),
    table,
    interleaved,
  );
  writeFileSync(new URL(`build/${name}s.wasm`, root), wasm);
  writeFileSync(new URL(`build/${name}s.wat`, root), wat);
  const base64 = Buffer.from(wasm).toString('base64');
  writeFileSync(
    new URL(`src/${name}-binary.ts`, root),
    `/** The compiled ${name}s, written by scripts/build-kernels.mjs. */
export const ${name}Binary: string =
  '${base64}';
${moreOf(wasm, wat)}`,
  );
  return hashes;
}

const functions = readIndex();

const elementwiseLoops = (lane) =>
  functions
    .filter(({ kind }) => kind === 'Elementwise')
    .flatMap(({ id }) =>
      ['forward', 'backward'].map((loop) => `${exportPrefix(id)}_${loop}_${lane}`),
    );

/** The loops whose cost is told. */
const countedLoops = elementwiseLoops('f32');

/** The loops whose vectors take turns. */
const interleavedLoops = new Set(
  [...elementwiseLoops('f32'), ...elementwiseLoops('f64')].flatMap((name) => [
    name,
    name.replace(/(?=_f32$)/, '_joined'),
  ]),
);

const describeKernels = (wasm, wat) => `
/** The SHA-256 of the compiled kernels: results with the same one are the same to the bit. */
export const kernelBuild: string =
  '${createHash('sha256').update(wasm).digest('hex')}';

/** Vector instructions for four float32 elements, by loop. */
export const kernelInstructions: { readonly [loop: string]: number } =
  ${JSON.stringify(countInstructions(wat, countedLoops))};
`;

mkdirSync(new URL('build/', root), { recursive: true });
writeFileSync(new URL('build/entry.ts', root), entrySource(functions));
const hashes = build('kernel', 'build/entry.ts', interleavedLoops, describeKernels);
writeFileSync(new URL('build/kernel-hashes.json', root), `${JSON.stringify(hashes, null, 2)}\n`);
build('reduction', 'assembly/reductions/index.ts');
