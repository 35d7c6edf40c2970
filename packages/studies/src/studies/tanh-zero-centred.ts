import { sigmoid, tanh, type Activation } from '@actigrad/core';
import type { Digits } from '../digits.ts';
import { flatShare, mean, statisticsOf } from '../measure.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { figure, percent } from '../words.ts';

const widths = [64, 64, 64, 64];

export const tanhZeroCentred: Study = {
  id: 'tanh-zero-centred',
  claim: 'Tanh is zero-centred, and still saturates.',
  run({ digits }) {
    const [centre, sigmoidCentre] = [tanh, sigmoid].map((activation) =>
      offCentre(activation, digits.test),
    ) as [number, number];
    const careless = drawNetwork({ activation: tanh, widths, weightVariance: 50 });
    const passes = runNetwork(careless, digits.test).layers;
    const saturated = mean(passes.map(({ preactivation }) => flatShare(tanh, preactivation)));
    return {
      checks: [
        under(
          '|mean| of a layer’s outputs over their standard deviation, mean of 4 layers',
          centre,
          0.2,
          'a fifth of the spread is little beside it; the rule not-zero-centred speaks from 1 on',
        ),
        over('the same of the sigmoid', sigmoidCentre, 1, 'the limit of the rule not-zero-centred'),
        over(
          'inputs whose slope is under 1 % of the largest, weights of variance 50 / inputs',
          saturated,
          0.5,
          'over half of the inputs then pass next to no gradient',
        ),
      ],
      sentences: [
        `The outputs of tanh layers lie ${figure(centre)} standard deviations off 0, those of sigmoid layers ${figure(sigmoidCentre)}.`,
        `With large weights ${percent(saturated)} of the inputs lie where tanh is flat.`,
      ],
    };
  },
};

function offCentre(activation: Activation, digits: Digits): number {
  const { layers } = runNetwork(drawNetwork({ activation, widths }), digits);
  return mean(
    layers.map(({ output }) => {
      const { whole } = statisticsOf(output);
      return Math.abs(whole.mean) / whole.std;
    }),
  );
}
