import { activation, activations, type Activation } from '@actigrad/core';
import { createPool } from '@actigrad/pool';

// Compares each float32 kernel with wide lanes and without, over all 2^32 inputs, and prints a line
// a kernel. Needs a Node that has wide lanes. Usage: wide-walk-process [function...]

const pieceElements = 2 ** 20;
const pieces = 2 ** 32 / pieceElements;

const names = process.argv.slice(2);
const functions = names.length > 0 ? names.map((name) => activation(name)) : activations.values();
await using narrow = createPool({ threads: 1, runOn: 'workers' });
await using wide = createPool({ threads: 1, runOn: 'workers', wide: true });

const x = narrow.allocate(pieceElements, 'float32');
const dy = narrow.allocate(pieceElements, 'float32').fill(1);
const outs = [narrow, wide].map((pool) => pool.allocate(pieceElements, 'float32'));
const [inputBits, before, after] = [x, ...outs].map(
  (array) => new Uint32Array(array.buffer, array.byteOffset, array.length),
) as [Uint32Array, Uint32Array, Uint32Array];

/** Inputs with other bits; -1 if the kernel is not switched on. */
async function countDifferences(f: Activation, direction: 'forward' | 'backward'): Promise<number> {
  let differences = 0;
  for (let piece = 0; piece < pieces; piece++) {
    // An odd factor meets every number once, and makes neighbours that have nothing in common.
    for (let index = 0; index < pieceElements; index++) {
      inputBits[index] = Math.imul(piece * pieceElements + index, 2654435761);
    }
    // The narrow worker is never told of wide kernels.
    for (const [index, pool] of [narrow, wide].entries()) {
      const how = { out: outs[index] as Float32Array };
      await (direction === 'forward' ? pool.forward(f, x, how) : pool.backward(f, x, dy, how));
    }
    for (let index = 0; index < pieceElements; index++) {
      if (before[index] !== after[index]) differences++;
    }
    const isWide = wide
      .stats()
      .wide.some(
        (loop) => loop.id === f.id && loop.direction === direction && loop.dtype === 'float32',
      );
    if (!isWide) return -1;
  }
  return differences;
}

for (const f of functions) {
  for (const direction of ['forward', 'backward'] as const) {
    const differences = await countDifferences(f, direction);
    const says =
      differences < 0 ? 'stays as it is' : `${differences} of 4,294,967,296 inputs differ`;
    console.log(`${f.id} ${direction}: ${says}`);
  }
}
