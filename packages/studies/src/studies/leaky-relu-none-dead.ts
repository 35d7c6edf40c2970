import { leakyRelu, relu, type Activation } from '@actigrad/core';
import { deadShares, mean } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

const widths = [64, 64, 64];

export const leakyReluNoneDead: Study = {
  id: 'leaky-relu-none-dead',
  claim: 'Leaky ReLU leaves no unit dead.',
  run({ digits, steps }) {
    // The start and the learning rate that kill ReLU units.
    const fates = (activation: Activation) => {
      const badStart = drawNetwork({ activation, widths, bias: -4 });
      train(badStart, { digits: digits.train, steps: steps(600), learningRate: 0.05 });
      const largeSteps = drawNetwork({ activation, widths });
      train(largeSteps, { digits: digits.train, steps: steps(600), learningRate: 0.5 });
      return {
        dead: mean([badStart, largeSteps].flatMap((each) => deadShares(each, digits.test))),
        accuracy: runNetwork(badStart, digits.test).accuracy,
      };
    };
    const [leaky, plain] = [fates(leakyRelu), fates(relu)];
    return {
      checks: [
        under('dead units after a bad start and after large steps', leaky.dead, 1e-9, 'none'),
        over('the same with ReLU', plain.dead, 0.3, 'the trial must be one that kills'),
      ],
      sentences: [
        `Where ${percent(plain.dead)} of the ReLU units die, ${percent(leaky.dead)} of the leaky ones do.`,
        `Alive is not yet learning: through three layers of slope 0.01 a millionth of the gradient passes, and from the bad start the leaky network comes to ${percent(leaky.accuracy)} of the test digits, that of ReLU to ${percent(plain.accuracy)}.`,
      ],
    };
  },
};
