import { sigmoid, tanh, type Activation } from '@actigrad/core';
import { gradientNorms } from '../measure.ts';
import { drawNetwork, runNetwork, type Network } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { figure, percent } from '../words.ts';

const depth = 8;
const widths = Array.from({ length: depth }, () => 64);

export const sigmoidGradientVanishes: Study = {
  id: 'sigmoid-gradient-vanishes',
  claim:
    'Through a stack of sigmoid layers the gradient vanishes, so that the first layers do not learn.',
  run({ digits, steps }) {
    const ratio = (activation: Activation) => {
      const norms = gradientNorms(draw(activation), digits.test);
      return norms[0]! / norms.at(-1)!;
    };
    const [ofSigmoid, ofTanh] = [ratio(sigmoid), ratio(tanh)];
    const byLayer = ofSigmoid ** (1 / (depth - 1));
    const accuracy = (activation: Activation) => {
      const network = draw(activation);
      train(network, { digits: digits.train, steps: steps(800), learningRate: 0.05 });
      return runNetwork(network, digits.test).accuracy;
    };
    const [sigmoidAccuracy, tanhAccuracy] = [accuracy(sigmoid), accuracy(tanh)];
    return {
      checks: [
        under(
          `gradient of the first of ${depth} layers, of that of the last`,
          ofSigmoid,
          1e-3,
          'at a thousandth the first layer moves a thousand times as slowly (AutoTrainer, Zhang et al. 2021)',
        ),
        under(
          'factor of the gradient from layer to layer',
          byLayer,
          0.25,
          'the largest slope is ¼, and the weights keep the variance',
        ),
        over(
          'the same share with tanh in the place of the sigmoid, weights alike',
          ofTanh,
          1e-1,
          'then the function does it and not the depth: tanh loses less in all layers than the sigmoid in two',
        ),
        under(
          'test accuracy of the sigmoid network after training',
          sigmoidAccuracy,
          0.2,
          'guessing is right in 10 %',
        ),
        over(
          'test accuracy of the tanh network',
          tanhAccuracy,
          0.7,
          'the same steps are enough to learn',
        ),
      ],
      sentences: [
        `The first of ${depth} sigmoid layers gets ${figure(ofSigmoid)} of the gradient of the last, ${figure(byLayer)} from layer to layer; with tanh it gets ${figure(ofTanh)}.`,
        `After the same training the sigmoid network is right in ${percent(sigmoidAccuracy)} of the test digits, the tanh network in ${percent(tanhAccuracy)}.`,
      ],
    };
  },
};

function draw(activation: Activation): Network {
  return drawNetwork({ activation, widths, weightVariance: 1 });
}
