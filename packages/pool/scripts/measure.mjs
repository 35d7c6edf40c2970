// Prints how fast the pool computes 16 Mi float32 with one thread and with two, in turns, so that
// whatever else the machine does falls on both. Best and median of fixed counts.
import { cpus, loadavg } from 'node:os';
import { relu, sigmoid, tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';

const length = 2 ** 24;
const rounds = 15;
const threadCounts = [1, 2];

const pools = threadCounts.map((threads) => createPool({ threads, runOn: 'workers' }));
const [x, out] = [pools[0].allocate(length, 'float32'), pools[0].allocate(length, 'float32')];
for (let index = 0; index < length; index++) {
  x[index] = ((Math.imul(index + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5) * 20;
}
const plain = x.slice();

const cases = [
  ...[sigmoid, tanh, relu].map((f) => [`${f.id}, shared`, (pool) => pool.forward(f, x, { out })]),
  ['sigmoid backward, shared', (pool) => pool.backward(sigmoid, x, x, { out })],
  ['sigmoid in place, shared', (pool) => pool.forward(sigmoid, out, { out })],
  ['sigmoid, plain', (pool) => pool.forward(sigmoid, plain, { out: plain })],
];

async function timeMs(act) {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

console.log(`${cpus()[0].model}, ${cpus().length} processors, Node ${process.version}`);
console.log(
  `load ${loadavg()[0].toFixed(2)}, ${length.toLocaleString('en')} float32, ${rounds} rounds`,
);
for (const [name, act] of cases) {
  const times = pools.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, pool] of pools.entries()) times[index].push(await timeMs(() => act(pool)));
  }
  const best = times.map((list) => Math.min(...list));
  const median = times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]);
  const columns = threadCounts.map(
    (threads, index) =>
      `${threads}: ${best[index].toFixed(1)} ms (median ${median[index].toFixed(1)})`,
  );
  const ratio = `${(best[0] / best[1]).toFixed(2)} times (median ${(median[0] / median[1]).toFixed(2)})`;
  console.log(`${name.padEnd(25)} ${columns.join('  ')}  ${ratio}`);
}
await Promise.all(pools.map((pool) => pool.close()));
