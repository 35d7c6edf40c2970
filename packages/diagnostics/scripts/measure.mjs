// Prints how fast statistics run on one thread beside the tanh kernel, in turns, so that whatever
// else the machine does falls on both. Best and median of fixed counts.
import { cpus, loadavg } from 'node:os';
import { allocate, relu, tanh } from '@actigrad/core';
import { SlopeStatistics, TensorStatistics } from '@actigrad/diagnostics';

const length = 2 ** 20;
const rounds = 25;

/** Normal numbers, the same each time. */
function normal(values) {
  let state = 1;
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (let index = 0; index < values.length; index++) {
    const radius = Math.sqrt(-2 * Math.log(uniform() || 1));
    values[index] = radius * Math.cos(2 * Math.PI * uniform());
  }
  return values;
}

const layouts = {
  'units 64': { units: 64, inner: 1 },
  'units 512': { units: 512, inner: 1 },
  'units 4,096': { units: 4096, inner: 1 },
  '64 channels of 28 x 28': { units: 64, inner: 784 },
};

function casesFor(dtype) {
  const x = normal(allocate(length, dtype));
  const rectified = x.map((value) => Math.max(0, value));
  const out = allocate(length, dtype);
  const plain = x.slice();
  const cases = [
    ['tanh forward (the measure)', () => tanh.forward(x, { out })],
    ['relu forward', () => relu.forward(x, { out })],
  ];
  for (const [name, layout] of Object.entries(layouts)) {
    const statistics = new TensorStatistics(layout);
    cases.push([`statistics, ${name}`, () => statistics.add(x)]);
  }
  const [copied, zeros] = [0, 1].map(() => new TensorStatistics(layouts['units 512']));
  cases.push(['statistics, units 512, plain array', () => copied.add(plain)]);
  cases.push(['statistics, units 512, half zeros', () => zeros.add(rectified)]);
  for (const f of [relu, tanh]) {
    const slopes = new SlopeStatistics(f, layouts['units 512']);
    cases.push([`slopes of ${f.id} and their statistics`, () => slopes.add(x)]);
    const both = new TensorStatistics(layouts['units 512']);
    const outputs = new TensorStatistics(layouts['units 512']);
    const gradients = new TensorStatistics(layouts['units 512']);
    const all = new SlopeStatistics(f, layouts['units 512']);
    cases.push([
      `a layer of ${f.id}: inputs, outputs, gradients, slopes`,
      () => {
        both.add(x);
        outputs.add(rectified);
        gradients.add(plain);
        all.add([x, plain]);
      },
      3,
    ]);
  }
  return cases;
}

console.log(`${cpus()[0].model}, ${cpus().length} processors, Node ${process.version}`);
console.log(
  `load ${loadavg()[0].toFixed(2)}, ${length.toLocaleString('en')} numbers, ${rounds} rounds`,
);
for (const dtype of ['float32', 'float64']) {
  const cases = casesFor(dtype);
  const times = cases.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, act]] of cases.entries()) {
      const began = performance.now();
      act();
      times[index].push(performance.now() - began);
    }
  }
  const speeds = times.map((list, index) => {
    const sorted = list.toSorted((a, b) => a - b);
    const elements = length * (cases[index][2] ?? 1);
    return [sorted[0], sorted[Math.floor(rounds / 2)]].map((ms) => elements / ms / 1e6);
  });
  for (const [index, [name]] of cases.entries()) {
    const [best, median] = speeds[index];
    const ratios = `${(best / speeds[0][0]).toFixed(2)} of tanh (median ${(median / speeds[0][1]).toFixed(2)})`;
    console.log(`${dtype} ${name.padEnd(52)} ${best.toFixed(3)} Gelem/s  ${ratios}`);
  }
}
