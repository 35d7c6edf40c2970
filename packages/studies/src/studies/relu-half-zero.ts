import { relu } from '@actigrad/core';
import { deadShares, mean, statisticsOf } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { between, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

const half: readonly [number, number] = [0.4, 0.6];

export const reluHalfZero: Study = {
  id: 'relu-half-zero',
  claim: 'About half of what ReLU puts out is 0: half of the units die.',
  run({ digits, steps }) {
    const network = drawNetwork({ activation: relu, widths: [64, 64, 64] });
    const zeros = (): number =>
      mean(
        runNetwork(network, digits.test).layers.map(({ output }) => {
          const { zero, count } = statisticsOf(output).whole;
          return zero / count;
        }),
      );
    const before = zeros();
    train(network, { digits: digits.train, steps: steps(800), learningRate: 0.05 });
    const after = zeros();
    const dead = mean(deadShares(network, digits.test));
    return {
      checks: [
        between('outputs that are 0, before training', before, half, 'about half'),
        between('outputs that are 0, after training', after, half, 'about half'),
        between('units that are 0 for every digit, after training', dead, half, 'about half'),
      ],
      sentences: [
        `${percent(before)} of the outputs are 0 before training and ${percent(after)} after it.`,
        `A unit that is 0 for one digit is not dead: for all digits only ${percent(dead)} of the units are 0, so that a sound network is sparse and alive.`,
      ],
    };
  },
};
