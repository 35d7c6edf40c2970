import { elu, relu, type Activation } from '@actigrad/core';
import { mean, statisticsOf } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { figure } from '../words.ts';

export const eluMeanNearerZero: Study = {
  id: 'elu-mean-nearer-zero',
  claim: 'The mean output of ELU is nearer to zero than that of ReLU.',
  run({ digits, steps }) {
    const offCentre = (activation: Activation) => {
      const network = drawNetwork({ activation, widths: [64, 64, 64] });
      const now = () =>
        mean(
          runNetwork(network, digits.test).layers.map(({ output }) => {
            const { whole } = statisticsOf(output);
            return Math.abs(whole.mean) / whole.std;
          }),
        );
      const before = now();
      train(network, { digits: digits.train, steps: steps(800), learningRate: 0.05 });
      return { before, after: now() };
    };
    const [ofElu, ofRelu] = [offCentre(elu), offCentre(relu)];
    const because = 'two thirds: clearly nearer, not by the spread between seeds';
    return {
      checks: [
        under(
          '|mean| / std of ELU over that of ReLU, before training',
          ofElu.before / ofRelu.before,
          2 / 3,
          because,
        ),
        under('the same after training', ofElu.after / ofRelu.after, 2 / 3, because),
      ],
      sentences: [
        `Outputs of ELU layers lie ${figure(ofElu.before)} standard deviations off 0 before training and ${figure(ofElu.after)} after it; those of ReLU layers ${figure(ofRelu.before)} and ${figure(ofRelu.after)}.`,
      ],
    };
  },
};
