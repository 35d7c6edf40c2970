// A tour: what the captured networks beside this folder suffer from, and the kernels on all cores.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNpy } from '@actigrad/tensors/node';

const command = fileURLToPath(import.meta.resolve('@actigrad/cli/main'));
const networks = fileURLToPath(new URL('../networks/', import.meta.url));

console.log('Which layer dies, and why?');
for (const network of ['sigmoid-vanishing', 'relu-dead-init', 'tanh-saturated', 'relu-healthy']) {
  const file = relative(process.cwd(), join(networks, `${network}.safetensors`));
  await show('inspect', file);
}

const elements = 2 ** 24;
console.log(
  `\nForward and backward over ${elements.toLocaleString('en')} elements on ${availableParallelism()} cores`,
);
const folder = await mkdtemp(join(tmpdir(), 'actigrad-start-'));
try {
  const [x, dy, y, dx] = ['x.npy', 'dy.npy', 'y.npy', 'dx.npy'].map((name) => join(folder, name));
  await writeNpy(x, { dtype: 'F32', shape: [elements], data: normalChunks(elements, 1) });
  await writeNpy(dy, { dtype: 'F32', shape: [elements], data: normalChunks(elements, 2) });
  await show('apply', 'sigmoid', x, '-o', y);
  await show('apply', 'sigmoid', x, '--backward', dy, '-o', dx);
} finally {
  await rm(folder, { recursive: true });
}

console.log(`
Try next:
  npx pnpm@10 actigrad list
  npx pnpm@10 actigrad show leaky-relu --param slope=0.2
  npx pnpm@10 actigrad apply tanh x.npy -o y.npy
  npx pnpm@10 actigrad inspect samples/networks/relu-dead-init.safetensors --json`);

/** Runs the command as one would type it; ends the tour where it fails. */
async function show(...args) {
  console.log(`\n$ actigrad ${args.join(' ')}`);
  const child = spawn(process.execPath, [command, ...args], { stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) process.exit(code ?? 1);
}

/** Reproducible numbers from N(0, 1), by the method of Box and Muller (1958). */
function* normalChunks(length, seed, chunkLength = 2 ** 20) {
  let state = seed;
  const uniform = () => {
    // Numbers of a linear congruential generator (Numerical Recipes), never 0.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  for (let start = 0; start < length; start += chunkLength) {
    yield Float32Array.from(
      { length: Math.min(chunkLength, length - start) },
      () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
  }
}
