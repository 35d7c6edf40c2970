import { relu } from '@actigrad/core';
import { normalNumbers } from '@actigrad/diagnostics';
import { pick, type Digits } from '../digits.ts';
import { maxoutLayer } from '../maxout-layer.ts';
import { mean, norm } from '../measure.ts';
import { drawNetwork, runNetwork, withOutput, type Network } from '../network.ts';
import { between, over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

const [inputs, units, pieces] = [784, 64, 2];

export const maxoutStudy: Study = {
  id: 'maxout',
  claim: 'Maxout neither saturates nor dies, and doubles the parameters.',
  run({ digits, steps, quick }) {
    const network = drawMaxout(1);
    // Large weights, which saturate other functions, and large steps, which kill their units.
    const large = drawMaxout(100);
    const some = pick(
      digits.train,
      Array.from({ length: quick ? 200 : 1000 }, (_, at) => at),
    );
    const passed = gradientPassed(large, some);
    train(large, { digits: digits.train, steps: steps(100), learningRate: 0.05 });
    const dead = deadUnits(large, some);
    train(network, { digits: digits.train, steps: steps(600), learningRate: 0.05 });
    const { accuracy } = runNetwork(network, digits.test);
    const rectified = drawNetwork({ activation: relu, widths: [units, units] });
    train(rectified, { digits: digits.train, steps: steps(600), learningRate: 0.05 });
    const other = runNetwork(rectified, digits.test).accuracy;
    const ratio = countParameters(network) / countParameters(rectified);
    return {
      checks: [
        over(
          'share of a unit’s gradient that its pieces receive, with weights of variance 100 / inputs',
          passed,
          0.999,
          'all: the slope of the greatest piece is 1 wherever it is',
        ),
        under('dead units after training from there', dead, 1e-9, 'none'),
        between('parameters over those of a network of ReLU', ratio, [1.95, 2.05], 'double'),
      ],
      sentences: [
        `${percent(passed)} of the gradients pass and ${percent(dead)} of the units are dead, at ${percent(ratio)} of the parameters.`,
        `After the same training Maxout is right in ${percent(accuracy)} of the test digits, ReLU in ${percent(other)}.`,
      ],
    };
  },
};

function drawMaxout(weightVariance: number): Network {
  const normal = normalNumbers(1);
  const shape = { units, pieces, weightVariance, normal };
  const hidden = [maxoutLayer({ inputs, ...shape }), maxoutLayer({ inputs: units, ...shape })];
  return withOutput(hidden, normal);
}

/** Of a gradient of 1 for every unit and digit, the share that arrives at the pieces. */
function gradientPassed(network: Network, digits: Digits): number {
  const { layers } = runNetwork(network, digits);
  const shares = layers.map((pass) => {
    const ones = { ...pass.output, values: new Float32Array(pass.output.values.length).fill(1) };
    const biases = pass.backward(ones, false).byParameters[1]!;
    return biases.reduce((sum, each) => sum + each, 0) / ones.values.length;
  });
  return mean(shares);
}

/** Share of units none of whose pieces gets any gradient. */
function deadUnits(network: Network, digits: Digits): number {
  const gradients = runNetwork(network, digits).backward().slice(0, -1);
  let dead = 0;
  for (const { byParameters } of gradients) {
    const weights = byParameters[0]!;
    const size = weights.length / units;
    for (let unit = 0; unit < units; unit++) {
      if (norm(weights.subarray(unit * size, (unit + 1) * size)) === 0) dead++;
    }
  }
  return dead / (units * gradients.length);
}

function countParameters({ hidden }: Network): number {
  return hidden
    .flatMap(({ parameters }) => parameters)
    .reduce((sum, { length }) => sum + length, 0);
}
