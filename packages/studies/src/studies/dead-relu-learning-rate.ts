import { relu } from '@actigrad/core';
import { deadShares, mean } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

export const deadReluLearningRate: Study = {
  id: 'dead-relu-learning-rate',
  claim: 'A large learning rate kills ReLU units, as many as 40 % of a network.',
  run({ digits, steps }) {
    const trained = (learningRate: number) => {
      const network = drawNetwork({ activation: relu, widths: [64, 64, 64] });
      const before = mean(deadShares(network, digits.test));
      train(network, { digits: digits.train, steps: steps(600), learningRate });
      const { accuracy } = runNetwork(network, digits.test);
      return { before, after: mean(deadShares(network, digits.test)), accuracy };
    };
    const [usual, large] = [trained(0.05), trained(0.5)];
    return {
      checks: [
        over(
          'dead units after steps of learning rate 0.5',
          large.after,
          0.4,
          'as much as 40 %: CS231n notes, Neural networks part 1',
        ),
        under('dead units before them', large.before, 0.05, 'they were alive'),
        under(
          'dead units after steps of learning rate 0.05',
          usual.after,
          0.1,
          'a usual rate kills few',
        ),
      ],
      sentences: [
        `At a learning rate of 0.5 the dead units go from ${percent(large.before)} to ${percent(large.after)}, and ${percent(large.accuracy)} of the test digits are right; at 0.05 to ${percent(usual.after)}, with ${percent(usual.accuracy)} right.`,
      ],
    };
  },
};
