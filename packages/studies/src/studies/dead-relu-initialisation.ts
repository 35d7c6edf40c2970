import { relu } from '@actigrad/core';
import { captureOf, deadShares, mean, shareBlamedOn } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { percent } from '../words.ts';

const widths = [64, 64, 64];

export const deadReluInitialisation: Study = {
  id: 'dead-relu-initialisation',
  claim: 'A bad initialisation leaves ReLU units dead, and training does not wake them.',
  async run({ digits, steps }) {
    const shares = (bias: number) => {
      const network = drawNetwork({ activation: relu, widths, bias });
      const before = mean(deadShares(network, digits.test));
      train(network, { digits: digits.train, steps: steps(600), learningRate: 0.05 });
      const { accuracy } = runNetwork(network, digits.test);
      return { before, after: mean(deadShares(network, digits.test)), accuracy };
    };
    const start = drawNetwork({ activation: relu, widths, bias: -4 });
    const blamed = await shareBlamedOn('initialisation', [captureOf(start, digits.test, 0)]);
    const [bad, sound] = [shares(-4), shares(0)];
    return {
      checks: [
        over('dead units with biases of −4', bad.before, 0.5, 'most of the network is then off'),
        over(
          'of them still dead after training',
          bad.after / bad.before,
          0.9,
          'a dead unit gets no gradient; only what lies before it can wake it',
        ),
        over(
          'layers with dead units whose cause actigrad inspect names so',
          blamed,
          0.99,
          'a diagnosis is worth something if it knows this cause',
        ),
        under('dead units with biases of 0', sound.before, 0.1, 'a sound start has few'),
        over(
          'test accuracy with biases of 0, more than with −4',
          sound.accuracy - bad.accuracy,
          0.5,
          'the dead network hardly learns',
        ),
      ],
      sentences: [
        `With biases of −4 ${percent(bad.before)} of the units are dead at the start and ${percent(bad.after)} after training; with 0, ${percent(sound.before)} and ${percent(sound.after)}.`,
        `Right are ${percent(bad.accuracy)} of the test digits against ${percent(sound.accuracy)}.`,
      ],
    };
  },
};
