import { relu, sigmoid, tanh, type Activation } from '@actigrad/core';
import { mean } from '../measure.ts';
import { drawNetwork } from '../network.ts';
import { over, type Setting, type Study } from '../study.ts';
import { train } from '../train.ts';
import { figure } from '../words.ts';

/** Nats: about nine digits of ten are then right. */
const target = 0.35;
/** Batches over which the loss is averaged. */
const window = 20;
/** Each function may choose, so that none is held back by another's. */
const learningRates = [0.05, 0.2, 0.8];

export const reluConvergesFaster: Study = {
  id: 'relu-converges-faster',
  claim: 'Networks of ReLU converge faster than those of sigmoid and tanh, by about six times.',
  run(setting) {
    const [ofRelu, ofTanh, ofSigmoid] = [relu, tanh, sigmoid].map((activation) =>
      stepsToTarget(activation, setting),
    ) as [number, number, number];
    return {
      checks: [
        over('steps of tanh over those of ReLU', ofTanh / ofRelu, 1, 'faster: fewer steps'),
        over(
          'steps of the sigmoid over those of ReLU',
          ofSigmoid / ofRelu,
          1,
          'faster: fewer steps',
        ),
        over(
          'the slower of both over ReLU',
          Math.max(ofTanh, ofSigmoid) / ofRelu,
          6,
          'six times as fast: Krizhevsky, Sutskever, Hinton 2012, of tanh in four convolutional layers',
        ),
      ],
      sentences: [
        `Each at its best learning rate and with weights for its own gain, a loss of ${target} takes ReLU ${figure(ofRelu)} steps, tanh ${figure(ofTanh)} and the sigmoid ${figure(ofSigmoid)}.`,
      ],
    };
  },
};

/** Mean over seeds of the steps until the running loss is under the target. */
function stepsToTarget(activation: Activation, setting: Setting): number {
  return mean(setting.seeds.map((seed) => fewestSteps(activation, setting, seed)));
}

/** At the best learning rate; all of them if it never comes there. */
function fewestSteps(activation: Activation, { digits, steps }: Setting, seed: number): number {
  let fewest = steps(1500);
  for (const learningRate of learningRates) {
    const network = drawNetwork({ activation, widths: [64, 64, 64], seed });
    const isThere = (losses: readonly number[]) =>
      losses.length >= window && mean(losses.slice(-window)) < target;
    // A rate that takes longer than another need not be followed to its end.
    const options = { digits: digits.train, steps: fewest, learningRate, seed, until: isThere };
    fewest = Math.min(fewest, train(network, options).length);
  }
  return fewest;
}
