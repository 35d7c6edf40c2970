// Prints how far simulated propagation lies from mean-field theory for every function of the
// catalogue: two layers of width 1,024 (or as given), the mean of four draws of weights.
import { activations } from '@actigrad/core';
import { propagate } from '@actigrad/diagnostics';

const width = Number(process.argv[2] ?? 1024);
const seeds = [1, 2, 3, 4];
const samples = 16;

function deviations(one) {
  // The variance at which a rectifier keeps its signal, less where the function itself amplifies.
  const weights = Math.min(1, 1 / one.facts().normal.slopeMeanSquare);
  const layers = [1, 2].map(() => ({ width, activation: one, weights }));
  const runs = seeds.map((seed) =>
    propagate({ inputs: width, layers }, { seed, samples, measureWeights: false }),
  );
  const mean = (of) => runs.reduce((sum, run) => sum + of(run) / runs.length, 0);
  return [0, 1].flatMap((index) => [
    mean(({ network: { layers: found }, predicted }) => {
      return found[index].preactivation.whole.variance / predicted[index].preactivationVariance;
    }) - 1,
    Math.sqrt(
      mean(({ network: { layers: found }, predicted }) => {
        const { l2, count } = found[index].gradient.whole;
        return l2 ** 2 / count / predicted[index].gradientRms ** 2;
      }),
    ) - 1,
  ]);
}

let worst = 0;
console.log(`width ${width}, ${samples} samples, mean of ${seeds.length} draws; deviations in %`);
console.log('function         variance 1  gradient 1  variance 2  gradient 2');
for (const one of activations.values()) {
  const found = deviations(one);
  worst = Math.max(worst, ...found.map(Math.abs));
  console.log(one.id.padEnd(16), ...found.map((each) => (100 * each).toFixed(2).padStart(11)));
}
console.log(`the largest of ${activations.size} functions: ${(100 * worst).toFixed(2)} %`);
