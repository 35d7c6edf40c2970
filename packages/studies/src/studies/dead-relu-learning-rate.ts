import { relu } from '@actigrad/core';
import type { Capture } from '@actigrad/diagnostics';
import { pick } from '../digits.ts';
import { captureOf, deadShares, mean, shareBlamedOn } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

/** Digits in each capture. */
const captured = 256;

export const deadReluLearningRate: Study = {
  id: 'dead-relu-learning-rate',
  claim: 'A large learning rate kills ReLU units, as many as 40 % of a network.',
  async run({ digits, steps }) {
    const some = pick(
      digits.test,
      Array.from({ length: captured }, (_, at) => at),
    );
    const trained = (learningRate: number) => {
      const network = drawNetwork({ activation: relu, widths: [64, 64, 64] });
      const before = mean(deadShares(network, digits.test));
      const captures: Capture[] = [captureOf(network, some, 0)];
      const count = steps(600);
      train(network, {
        digits: digits.train,
        steps: count,
        learningRate,
        afterStep(step) {
          // Every step at first, when most happens, then ever fewer.
          if (Number.isInteger(Math.log2(step + 1)))
            captures.push(captureOf(network, some, step + 1));
        },
      });
      const { accuracy } = runNetwork(network, digits.test);
      return { before, after: mean(deadShares(network, digits.test)), accuracy, captures };
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
        over(
          'layers with dead units whose cause actigrad inspect names so',
          await shareBlamedOn('learning-rate', large.captures),
          0.5,
          'a diagnosis is worth something if it knows this cause',
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
